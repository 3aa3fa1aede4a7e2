/* Counts what five people did on the practice page, on this device alone: a list of persons, each with the help that a
   step took (0 none … 3 the mark), whether a press would have done harm, and whether the step was done, such as
   {"3": [2, 1, 1]}. */
(function () {
	"use strict";
	var SIGNS = ["✓", "↻", "☀", "☞"],
		STOPPED = "×",
		PEOPLE = 5,
		PREFIX = "annotator-five:",
		MISSED = 2;
	var root = document.documentElement,
		body = document.body,
		key = PREFIX + body.dataset.tally,
		begin = document.getElementById("begin"),
		people = load(),
		sure = false;

	function all(selector) {
		return Array.prototype.slice.call(document.querySelectorAll(selector));
	}

	/* A browser may have no storage for pages from the disk, or a full one: then the count is on the page alone. */
	function load() {
		try {
			var kept = JSON.parse(localStorage.getItem(key));
			return Array.isArray(kept) ? kept.slice(0, PEOPLE) : [];
		} catch (error) {
			return [];
		}
	}
	function keep() {
		var kept = true;
		try {
			localStorage.setItem(key, JSON.stringify(people));
		} catch (error) {
			kept = false;
		}
		document.getElementById("unkept").hidden = kept;
	}

	function draw() {
		all("[data-row]").forEach(function (row) {
			var cells = row.querySelectorAll("td"),
				missed = 0,
				harmed = false;
			for (var index = 0; index < PEOPLE; index++) {
				var result = people[index] && people[index][row.dataset.row],
					sign = result && (result[2] ? SIGNS[result[0]] : STOPPED);
				cells[index].textContent = result ? sign + (result[1] ? " !" : "") : "";
				missed += result && (result[0] >= MISSED || !result[2]) ? 1 : 0;
				harmed = harmed || Boolean(result && result[1]);
			}
			row.classList.toggle("redo", missed > 1 || harmed);
			row.querySelector(".verdict").hidden = !(missed > 1 || harmed);
		});
		document.getElementById("result").hidden = !people.length;
		document.getElementById("person").textContent = String(people.length + 1);
		begin.hidden = people.length >= PEOPLE;
	}

	function tell(what) {
		all("[data-told]").forEach(function (told) {
			told.hidden = told.dataset.told !== what;
		});
		sure = what === "sure";
	}

	function print(only) {
		root.classList.toggle("only-table", only);
		window.print();
	}

	var actions = {
		table: function () {
			print(true);
		},
		paper: function () {
			print(false);
		},
		copy: function () {
			var area = document.createElement("textarea"),
				lines = [document.getElementById("start").innerText, new Date().toLocaleDateString()];
			area.value = lines.concat(document.getElementById("result").innerText).join("\n");
			body.appendChild(area);
			area.select();
			document.execCommand("copy");
			area.remove();
			tell("copied");
		},
		/* For whoever only tried the page. */
		last: function () {
			people.pop();
			keep();
			draw();
		},
		/* Also what was counted before the tutorial changed. */
		erase: function () {
			var mine = key.slice(0, key.lastIndexOf(":") + 1);
			if (!sure) {
				tell("sure");
				return;
			}
			try {
				Object.keys(localStorage).forEach(function (name) {
					if (name.indexOf(mine) === 0) {
						localStorage.removeItem(name);
					}
				});
			} catch (error) {
				// without a storage there is nothing in it
			}
			people = [];
			draw();
			tell("erased");
		},
	};

	begin.addEventListener("click", function () {
		people.push({});
		tell("");
		keep();
		draw();
	});
	document.addEventListener("practised", function (event) {
		var person = people[people.length - 1],
			detail = event.detail,
			before = (person && person[detail.step]) || [0, 0, 0];
		/* The first time alone tells. A page that was loaded again doesn't know of harm. */
		if (person && !before[2]) {
			person[detail.step] = [detail.level, detail.harm || before[1] ? 1 : 0, detail.ended ? 1 : 0];
			keep();
			draw();
		}
	});
	document.addEventListener("click", function (event) {
		var button = event.target.closest("[data-do]");
		if (button) {
			actions[button.dataset.do]();
		}
	});
	function choose() {
		var choice = document.querySelector("[name=in]:checked");
		body.className = "of-" + choice.id;
	}
	document.addEventListener("change", choose);
	var wanted = document.getElementById(location.hash.slice(1));
	if (wanted && wanted.type === "radio") {
		wanted.checked = true;
	}
	choose();
	document.getElementById("served").hidden = location.protocol === "file:";
	draw();
})();
