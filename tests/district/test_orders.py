"""What is handed to Dask: in which order, under which keys, and for how long it is held."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from annotator.cache import Cache
from annotator.district.cluster import file_bundle, tasks, worker_version
from annotator.district.cluster.orders import Orders
from annotator.district.cluster.tasks import Order
from annotator.district.plan import Plan, Settings, make_plan
from annotator.district.schools import read_schools
from tests.helpers.districts import make_schools, make_tutorial, write_table


class Future:
    """A task that is never run."""

    def __init__(self, key: object) -> None:
        self.key, self.status, self.released = key, "pending", False

    def release(self) -> None:
        self.released = True


class Client:
    """Notes what is submitted."""

    def __init__(self) -> None:
        self.tasks: list[tuple[Future, Any, tuple[Any, ...], dict[str, Any]]] = []

    def submit(self, function: Any, *arguments: Any, key: object, **options: Any) -> Future:
        future = Future(key)
        self.tasks.append((future, function, arguments, options))
        return future

    def of(self, function: Any) -> list[tuple[Future, Any, tuple[Any, ...], dict[str, Any]]]:
        return [task for task in self.tasks if task[1] is function]


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    tutorials = tuple(make_tutorial(tmp_path / name) for name in ("zoom", "clever"))
    (tmp_path / "names.txt").write_text("Ana Peña\n", encoding="utf-8")
    rows = [*make_schools(3), {"name": "Blue", "main": "#00197A"}, {"name": "Blue Hill", "main": "#00197A"}]
    rows[0] |= {"names": "names.txt"}
    schools = read_schools(write_table(tmp_path / "schools.csv", rows)).schools
    return make_plan(schools, Settings(tmp_path / "out", tutorials, "pico"), Cache(tmp_path / "cache"))


@pytest.fixture
def client() -> Client:
    return Client()


def orders_of(client: Client, plan: Plan, *, limited: bool = False) -> Orders:
    order = Order("pico", None, worker_version.own_version())
    return Orders(client, plan, order, limited=limited)  # type: ignore[arg-type]


def test_files_are_sent_once_and_what_is_shared_is_made_once(client: Client, plan: Plan) -> None:
    orders = orders_of(client, plan)
    for task in plan.make:
        orders.submit(task, ())
    assert len(client.of(BytesIO)) == 2 + 5
    assert len(client.of(tasks.make_shared)) == len(plan.shared) == 8
    assert len(client.of(tasks.make_pack)) == 10
    assert len({future.key for future, *_ in client.tasks}) == len(client.tasks)


def test_a_pack_waits_for_what_it_shares_and_other_colours_for_what_is_read_and_spoken(
    client: Client, plan: Plan
) -> None:
    orders = orders_of(client, plan)
    for task in plan.make:
        orders.submit(task, ())
    shared = client.of(tasks.make_shared)
    futures = [future for future, *_ in shared]
    needs = [sum(argument in futures for argument in arguments) for _, _, arguments, _ in client.of(tasks.make_pack)]
    # Two languages; the last two schools have colours of their own.
    assert needs == [2, 2, 2, 4, 4] * 2
    of_shared = Counter(sum(argument in futures for argument in arguments) for _, _, arguments, _ in shared)
    assert of_shared == {0: 4, 1: 4}


def test_what_is_shared_goes_first_and_takes_the_resource_where_workers_declare_it(client: Client, plan: Plan) -> None:
    orders_of(client, plan, limited=True).submit(plan.make[0], ["tcp://10.0.0.7:1"])
    priority = {function: options.get("priority", 0) for _, function, _, options in client.tasks}
    assert priority[BytesIO] > priority[tasks.make_shared] > priority[tasks.make_pack]
    assert all(options["resources"] == {"annotator": 1} for *_, options in client.tasks)
    ((_, _, _, options),) = client.of(tasks.make_pack)
    assert options["workers"] == ["tcp://10.0.0.7:1"]
    free = Client()
    orders_of(free, plan).submit(plan.make[0], ())
    assert {options["resources"] for *_, options in free.tasks} == {None}
    assert {options.get("workers") for *_, options in free.tasks} == {None}


def test_what_no_pack_needs_any_more_is_released(client: Client, plan: Plan) -> None:
    orders = orders_of(client, plan)
    for task in plan.make:
        orders.submit(task, ())
    zoom = [task for task in plan.make if task.tutorial.name == "zoom"]
    futures = {future.key[1:3]: future for future, *_ in client.of(tasks.make_shared)}  # type: ignore[index]
    for task in zoom[:-1]:
        orders.finish(task)
    assert not any(future.released for future in futures.values())
    orders.finish(zoom[-1])
    released = sorted(
        future.key[1]
        for future, *_ in client.of(tasks.make_shared)
        if future.released  # type: ignore[index]
    )
    assert released == ["zoom"] * 4


def test_looking_ahead_is_bounded(client: Client, plan: Plan) -> None:
    orders = orders_of(client, plan)
    orders.look_ahead(3)
    assert len(client.of(tasks.make_shared)) == 3
    orders.submit(plan.make[0], ())  # needs two of them
    orders.look_ahead(3)
    assert len(client.of(tasks.make_shared)) == 5
    for task in plan.make:
        orders.submit(task, ())
        orders.finish(task)
    orders.look_ahead(100)
    assert len(client.of(tasks.make_shared)) == len(plan.shared)


def test_a_pack_can_be_made_alone(client: Client, plan: Plan) -> None:
    orders = orders_of(client, plan)
    orders.submit(plan.make[0], ())
    assert not orders.has_failed_needs(plan.make[0])
    client.of(tasks.make_shared)[0][0].status = "error"
    assert orders.has_failed_needs(plan.make[0])
    orders.submit(plan.make[0], (), alone=True)
    (_, _, arguments, _) = client.of(tasks.make_pack)[-1]
    assert len(arguments) == 3


def test_keys_name_schools_and_tutorials_and_no_person(client: Client, plan: Plan) -> None:
    orders = orders_of(client, plan)
    for task in plan.make:
        orders.submit(task, ())
    keys = " ".join(str(future.key) for future, *_ in client.tasks)
    assert "annotator-pack" in keys
    assert "escuela-los-robles-1" in keys
    for private in ("Rosa", "Peña", "410", str(plan.make[0].tutorial.parent)):
        assert private not in keys
    # Another run on the same scheduler has keys of its own.
    other = Client()
    orders_of(other, plan).submit(plan.make[0], ())
    assert not {future.key for future, *_ in client.tasks} & {future.key for future, *_ in other.tasks}


def test_files_that_change_meanwhile_are_noticed(client: Client, plan: Plan) -> None:
    orders = orders_of(client, plan)
    first, other = plan.make[0], next(task for task in plan.make if task.tutorial.name == "clever")
    for task in (first, other):
        orders.submit(task, ())
    assert orders.is_as_sent(first)
    script = first.tutorial / "tutorial.md"
    script.write_text(script.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not orders.is_as_sent(first)
    assert orders.is_as_sent(other)


def test_what_is_sent_can_be_read_there(client: Client, plan: Plan) -> None:
    orders_of(client, plan).submit(plan.make[0], ())
    packed = [BytesIO(*arguments) for _, _, arguments, _ in client.of(BytesIO)]
    tutorial = file_bundle.unpack(packed[0], file_bundle.TutorialBundle)
    school = file_bundle.unpack(packed[1], file_bundle.SchoolBundle)
    assert (tutorial.name, school.school.given.school.names) == ("zoom", ("Ana Peña",))
