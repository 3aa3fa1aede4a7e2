"""Submit the tasks of a district to Dask: tutorials and schools once, what packs share before them, and the packs."""

from __future__ import annotations

import secrets
from collections import Counter, deque
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.district.cluster import file_bundle, tasks
from annotator.district.cluster.connection import RESOURCE
from annotator.district.cluster.file_bundle import SchoolBundle, TutorialBundle
from annotator.district.cluster.tasks import FinishedPack, Order
from annotator.district.plan import PackTask, Plan, SharedTask
from annotator.district.schools import DistrictSchool

if TYPE_CHECKING:
    from distributed import Client, Future

_PRIORITY_OF_FILES, _PRIORITY_OF_SHARED = 20, 10
_RETRIES = 2


class Orders:
    """Everything that was submitted for one run.

    Keys of tasks, which Dask shows and logs, have the names of schools and tutorials, and of nobody.

    Args:
        client: the connection to the scheduler.
        plan: the packs.
        order: what holds for all tasks.
        limited: whether each task takes one of the resource that workers declare.
    """

    def __init__(self, client: Client, plan: Plan, order: Order, *, limited: bool) -> None:
        self._client, self._order = client, order
        self._common = {"pure": False, "resources": {RESOURCE: 1} if limited else None, "retries": _RETRIES}
        self._token = secrets.token_hex(4)  # no other run has the same keys
        self._count = 0
        self._needs: dict[PackTask, list[SharedTask]] = {task: [] for task in plan.make}
        for shared, packs in plan.shared.items():
            for pack in packs:
                self._needs[pack].append(shared)
        self._left = Counter({shared: len(packs) for shared, packs in plan.shared.items()})
        self._ahead = deque(plan.shared)
        self._unused: set[SharedTask] = set()
        self._shared: dict[SharedTask, Future[Any]] = {}
        self._first: dict[tuple[Path, str], SharedTask] = {}
        self._tutorials: dict[Path, tuple[TutorialBundle, Future[Any]]] = {}
        self._schools: dict[str, tuple[SchoolBundle, Future[Any]]] = {}

    def look_ahead(self, count: int) -> None:
        """Submit what packs share, until there are ``count`` such tasks whose packs have not been submitted."""
        while self._ahead and len(self._unused) < count:
            shared = self._ahead.popleft()
            if shared not in self._shared and self._left[shared]:
                self._unused.add(shared)
                self._submit_shared(shared)

    def submit(self, task: PackTask, workers: Iterable[str], *, alone: bool = False) -> Future[FinishedPack]:
        """Submit a pack.

        Args:
            task: the pack.
            workers: the only workers that may make it; none: any may.
            alone: whether it doesn't wait for what it shares with others.

        Raises OSError if its tutorial or school can't be read.
        """
        needs = [] if alone else [self._submit_shared(shared) for shared in self._needs[task]]
        self._unused.difference_update(self._needs[task])
        files = (self._tutorial(task.tutorial)[1], self._school(task.school)[1])
        name = (task.school.slug, task.tutorial.resolve().name)
        return self._submit("pack", name, tasks.make_pack, self._order, *files, *needs, workers=list(workers) or None)

    def finish(self, task: PackTask) -> None:
        """Note that a pack has ended: what no other pack shares with it is released."""
        for shared in self._needs[task]:
            self._left[shared] -= 1
            if not self._left[shared] and shared in self._shared:
                self._shared.pop(shared).release()

    def has_failed_needs(self, task: PackTask) -> bool:
        """Whether something that the pack shares with others could not be made."""
        needs = [self._shared[shared] for shared in self._needs[task] if shared in self._shared]
        return any(future.status == "error" for future in needs)

    def is_as_sent(self, task: PackTask) -> bool:
        """Whether the files of a pack's tutorial and school are still those that were sent. Raises OSError."""
        sent = (self._tutorials[task.tutorial][0], self._schools[task.school.slug][0])
        return sent == (file_bundle.read_tutorial(task.tutorial), file_bundle.read_school(task.school))

    def _submit_shared(self, shared: SharedTask) -> Future[Any]:
        if shared not in self._shared:
            first = self._first.setdefault((shared.tutorial, shared.lang), shared)
            # Other colours change the pictures alone: what was read and spoken is the same.
            known = [] if first is shared or first not in self._shared else [self._shared[first]]
            files = (self._tutorial(shared.tutorial)[1], self._school(shared.school)[1])
            name = (shared.tutorial.resolve().name, shared.lang)
            arguments = (self._order, shared.lang, *files, *known)
            self._shared[shared] = self._submit(
                "shared", name, tasks.make_shared, *arguments, priority=_PRIORITY_OF_SHARED
            )
        return self._shared[shared]

    def _tutorial(self, folder: Path) -> tuple[TutorialBundle, Future[Any]]:
        if folder not in self._tutorials:
            bundle = file_bundle.read_tutorial(folder)
            self._tutorials[folder] = bundle, self._hold(bundle, bundle.name)
        return self._tutorials[folder]

    def _school(self, school: DistrictSchool) -> tuple[SchoolBundle, Future[Any]]:
        if school.slug not in self._schools:
            bundle = file_bundle.read_school(school)
            self._schools[school.slug] = bundle, self._hold(bundle, school.slug)
        return self._schools[school.slug]

    def _hold(self, bundle: TutorialBundle | SchoolBundle, name: str) -> Future[Any]:
        # A task of its own, so that it is sent once, and again if the worker that holds it is lost.
        return self._submit("files", (name,), BytesIO, file_bundle.pack(bundle), priority=_PRIORITY_OF_FILES)

    def _submit(self, kind: str, name: tuple[str, ...], function: Any, *arguments: Any, **options: Any) -> Future[Any]:
        self._count += 1
        key = (f"annotator-{kind}", *name, f"{self._token}-{self._count}")
        return self._client.submit(function, *arguments, key=key, **self._common, **options)
