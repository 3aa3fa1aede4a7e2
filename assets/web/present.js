/* Shows one slide at a time, and plays its sentence in the large language.
   Without it, the slides lie one below the other. */
(function () {
	"use strict";
	var root = document.documentElement,
		body = document.body,
		sound = document.querySelector("audio");
	var slides = all(".slide"),
		line = slides.filter(function (slide) {
			return !slide.dataset.of;
		});
	var texts = all("[data-lang]"),
		langs = [],
		large = 0;
	var at = line[0],
		from = at,
		begun = false,
		timer = 0,
		touch = null;
	var begin = one(".begin"),
		silent = one(".silent"),
		blank = one(".blank"),
		keys = one(".keys"),
		status = one("[role=status]");
	texts.forEach(function (node) {
		if (langs.indexOf(node.dataset.lang) < 0) {
			langs.push(node.dataset.lang);
		}
	});

	function one(selector) {
		return document.querySelector(selector);
	}
	function all(selector) {
		return Array.prototype.slice.call(document.querySelectorAll(selector));
	}
	function asides() {
		return slides.filter(function (slide) {
			return slide.dataset.of && slide.dataset.of === from.dataset.step;
		});
	}

	/* `from` is the slide of the line on which an aside was asked for: there one goes on. */
	function show(slide) {
		at = slide;
		if (!slide.dataset.of) {
			from = slide;
		}
		slides.forEach(function (each) {
			each.classList.toggle("shown", each === slide);
			each.classList.remove("marked");
		});
		fit();
		status.textContent = slide.getAttribute("aria-label");
		var hash = "#" + langs[large] + "/" + slide.id;
		if (location.hash !== hash) {
			location.replace(hash);
		}
		play();
	}

	function fit() {
		var words = at.querySelector(".words"),
			size = 84,
			little = 44;
		at.classList.remove("alone", "tight");
		function set() {
			at.style.setProperty("--large", size / 100 + "rem");
			at.style.setProperty("--little", little / 100 + "rem");
		}
		function full() {
			return words.scrollHeight > words.clientHeight + 1 || words.scrollWidth > words.clientWidth + 1;
		}
		for (set(); full() && size > 60; set()) {
			size -= 4;
		}
		if (full()) {
			at.classList.add("tight");
		}
		for (; full() && little > 30; set()) {
			little -= 2;
		}
		at.classList.toggle("alone", full()); // the large language stays large
	}

	function speak(index) {
		large = index;
		texts.forEach(function (node) {
			var lang = node.dataset.lang,
				second = langs[large === 0 ? 1 : 0];
			node.classList.toggle("large", lang === langs[large]);
			node.classList.toggle("small", lang === second);
		});
	}

	function play() {
		var said = at.querySelector(".say.large"),
			file = said && said.dataset.sound;
		sound.pause();
		sound.removeAttribute("src");
		if (file) {
			sound.src = file;
			if (begun) {
				resume();
			}
		}
		begin.hidden = begun || !file;
	}

	/* A browser may refuse to make sounds before somebody pressed a key: then it is asked for. */
	function resume() {
		var started = sound.play();
		if (started) {
			started.catch(function (error) {
				if (error.name === "NotAllowedError") {
					begun = false;
					begin.hidden = false;
				}
			});
		}
	}

	function move(by) {
		var index = line.indexOf(from) + by;
		if (by > 0 && at.classList.contains("try") && !at.classList.contains("marked")) {
			at.classList.add("marked");
		} else if (at !== from && by < 0) {
			show(from);
		} else if (line[index]) {
			show(line[index]);
		}
	}

	var actions = {
		begin: function () {
			begun = true;
			play();
		},
		next: function () {
			if (begin.hidden) {
				begun = true;
				move(1);
			} else {
				actions.begin();
			}
		},
		back: function () {
			move(-1);
		},
		aside: function () {
			var some = asides(),
				next = some[some.indexOf(at) + 1];
			if (next) {
				begun = true;
				show(next);
			}
		},
		up: function () {
			var some = asides(),
				index = some.indexOf(at);
			if (index >= 0) {
				show(some[index - 1] || from);
			}
		},
		again: function () {
			begun = true;
			play();
		},
		pause: function () {
			if (!sound.paused) {
				sound.pause();
			} else if (sound.ended) {
				actions.again();
			} else if (sound.src) {
				begun = true;
				begin.hidden = true;
				resume();
			}
		},
		silent: function () {
			sound.muted = !sound.muted;
			silent.hidden = !sound.muted;
		},
		language: function () {
			if (langs.length > 1) {
				speak((large + 1) % langs.length);
				show(at);
			}
		},
		blank: function () {
			blank.hidden = !blank.hidden;
			if (!blank.hidden) {
				sound.pause();
			}
		},
		full: function () {
			if (document.fullscreenElement) {
				document.exitFullscreen();
			} else if (root.requestFullscreen) {
				root.requestFullscreen().catch(function () {});
			}
		},
		keys: function () {
			sound.pause();
			if (!keys.showModal) {
				keys.classList.add("old-dialog");
				keys.toggleAttribute("open");
			} else if (keys.open) {
				keys.close();
			} else {
				keys.showModal();
			}
		},
		bar: function () {
			body.classList.toggle("moving");
			clearTimeout(timer);
		},
		first: function () {
			show(line[0]);
		},
		last: function () {
			show(line[line.length - 1]);
		},
	};
	var pressed = {
		" ": "next",
		Enter: "next",
		ArrowRight: "next",
		PageDown: "next",
		ArrowLeft: "back",
		PageUp: "back",
		ArrowDown: "aside",
		ArrowUp: "up",
		Home: "first",
		End: "last",
		r: "again",
		p: "pause",
		m: "silent",
		l: "language",
		b: "blank",
		".": "blank",
		f: "full",
		h: "keys",
		"?": "keys",
	};

	function act(name) {
		if (!blank.hidden && name !== "full") {
			blank.hidden = true;
			return;
		}
		actions[name]();
	}

	document.addEventListener("keydown", function (event) {
		var name = pressed[event.key] || pressed[event.key.toLowerCase()],
			step = document.getElementById("step-" + event.key);
		// Who speaks to the computer, or has software that types, may switch off the keys of one letter, digit or sign.
		if (event.key.length === 1 && event.key !== " " && !one("#letters").checked) {
			return;
		}
		if (event.ctrlKey || event.altKey || event.metaKey || (keys.hasAttribute("open") && name !== "keys")) {
			return;
		}
		if (event.target.closest("button, a") && (event.key === " " || event.key === "Enter")) {
			return;
		}
		if (name) {
			event.preventDefault();
			act(name);
		} else if (/^[1-9]$/.test(event.key) && step) {
			begun = true;
			blank.hidden = true;
			show(step);
		}
	});

	document.addEventListener("click", function (event) {
		var button = event.target.closest("[data-do], [data-to]");
		if (!blank.hidden) {
			blank.hidden = true;
			return;
		}
		if (!button) {
			if (!event.target.closest("a, button, dialog, label, input")) {
				act("next");
			}
			return;
		}
		if (button.dataset.to) {
			begun = true;
			show(document.getElementById(button.dataset.to));
		} else {
			act(button.dataset.do);
		}
		if (event.detail) {
			button.blur();
		} // so that Space goes on after a click
	});

	document.addEventListener("mousemove", function () {
		if (touch) {
			return;
		}
		body.classList.add("moving");
		clearTimeout(timer);
		timer = setTimeout(function () {
			body.classList.remove("moving");
		}, 2500);
	});

	/* By touch: the right or left half, or a swipe; upwards to an aside. */
	document.addEventListener(
		"touchstart",
		function (event) {
			var own = event.touches.length === 1 && !event.target.closest("button, a, dialog");
			touch = { own: own, x: event.touches[0].clientX, y: event.touches[0].clientY };
		},
		{ passive: true },
	);
	document.addEventListener("touchend", function (event) {
		if (!touch || !touch.own || event.touches.length) {
			return;
		}
		var last = event.changedTouches[0],
			x = last.clientX - touch.x,
			y = last.clientY - touch.y,
			least = 40;
		event.preventDefault(); // no mouse is to follow
		if (Math.abs(x) < least && Math.abs(y) < least) {
			act(last.clientX < innerWidth / 2 ? "back" : "next");
		} else if (Math.abs(x) > Math.abs(y)) {
			act(x < 0 ? "next" : "back");
		} else {
			act(y < 0 ? "aside" : "up");
		}
	});

	function read() {
		var parts = decodeURIComponent(location.hash.slice(1)).split("/"),
			slide = parts[1] && document.getElementById(parts[1]);
		var lang = langs.indexOf(parts[0]),
			there = slides.indexOf(slide) >= 0 ? slide : line[0];
		if (lang === large && there === at) {
			return;
		}
		if (lang >= 0) {
			speak(lang);
		}
		if (there.dataset.of) {
			from = document.getElementById(there.dataset.of);
		}
		show(there);
	}

	function choose() {
		all("[name=in]").forEach(function (choice) {
			body.classList.toggle("of-" + choice.id, choice.checked);
		});
	}
	document.addEventListener("change", choose);
	choose();

	root.classList.add("js");
	speak(0);
	at = null;
	read();
	addEventListener("hashchange", read);
	addEventListener("resize", fit);
})();
