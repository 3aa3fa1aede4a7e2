/* Speaks the sentence of each screen, takes gestures, and shows a tick and plays a soft tone before it goes on. Without
   it, the links and the style sheet lead through the screens. Says to the page how each step goes, and that it ended
   ("practised"). */
(function () {
	"use strict";
	var LEVELS = ["", "again", "light", "mark"],
		HOLD = 550,
		FAR = 36,
		PAUSE = 800,
		TYPING = 1600;
	var root = document.documentElement,
		now = null,
		level = 0,
		harmed = false,
		presses = 0,
		leaving = false,
		dragged = false,
		from = null,
		timer = 0,
		tones = null;

	function all(selector) {
		return Array.prototype.slice.call(document.querySelectorAll(selector));
	}

	/* What the address shows: a step and how much help, or null. */
	function read() {
		var parts = location.hash.slice(1).split("-"),
			section = /^\d+$/.test(parts[0]) && document.querySelector(".s" + parts[0]);
		return section ? { section: section, level: Math.max(0, LEVELS.indexOf(parts[1] || "")) } : null;
	}

	function silence() {
		all("audio").forEach(function (sound) {
			sound.pause();
		});
	}

	/* A browser may refuse to make sounds before somebody pressed something: the round button is still there. */
	function speak() {
		var around = now || document.querySelector(location.hash === "#done" ? ".end" : ".start"),
			sound = around && around.querySelector("audio"),
			started;
		silence();
		if (sound) {
			sound.currentTime = 0;
			started = sound.play();
			if (started) {
				started.catch(function () {});
			}
		}
	}

	/* A press while it speaks stops it. */
	function hearAgain() {
		var sound = now.querySelector("audio");
		if (sound.currentTime > 0 && !sound.paused) {
			silence();
		} else {
			level = Math.max(level, 1);
			tell(false);
			speak();
		}
	}

	function tone() {
		// Safari has it by its older name before 14.1.
		// eslint-disable-next-line compat/compat
		var Context = window.AudioContext || window.webkitAudioContext;
		if (!Context) {
			return;
		}
		tones = tones || new Context();
		[523, 784].forEach(function (pitch, index) {
			var oscillator = tones.createOscillator(),
				volume = tones.createGain(),
				start = tones.currentTime + 0.12 * index;
			oscillator.frequency.value = pitch;
			volume.gain.setValueAtTime(0.0001, start);
			volume.gain.exponentialRampToValueAtTime(0.12, start + 0.03);
			volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.4);
			oscillator.connect(volume);
			volume.connect(tones.destination);
			oscillator.start(start);
			oscillator.stop(start + 0.45);
		});
	}

	function show() {
		var there = read(),
			section = there && there.section,
			next = section && document.querySelector(section.dataset.next.replace("#", ".s"));
		if (section !== now) {
			level = presses = 0;
			harmed = leaving = false;
			all(".well").forEach(function (each) {
				each.classList.remove("well");
			});
		}
		now = section;
		if (next) {
			next.querySelector("img").loading = "eager";
		}
		if (there) {
			level = Math.max(level, there.level);
			section.querySelector(".words").focus({ preventScroll: true });
			scrollTo(0, 0);
		} else if (location.hash === "#done") {
			document.getElementById("end").focus();
		}
		speak();
		tell(false);
	}

	function tell(ended) {
		var detail = now && { step: now.dataset.step, level: level, harm: harmed, ended: ended };
		if (detail) {
			document.dispatchEvent(new CustomEvent("practised", { detail: detail }));
		}
	}

	function goOn() {
		var next = now.dataset.next;
		if (leaving) {
			return;
		}
		leaving = true;
		clearTimeout(timer);
		silence();
		now.classList.add("well");
		tone();
		tell(true);
		setTimeout(
			function () {
				location.hash = next;
			},
			now.classList.contains("type") ? TYPING : PAUSE,
		);
	}

	/* Whether a press lies where it would delete, pay, refuse, share or leave. */
	function isHarm(event) {
		var box = now.querySelector(".screen").getBoundingClientRect(),
			x = (100 * (event.clientX - box.left)) / box.width,
			y = (100 * (event.clientY - box.top)) / box.height;
		return (now.dataset.harms || "").split(";").some(function (harm) {
			var place = harm.split(" ").map(Number);
			return x >= place[0] && x <= place[0] + place[2] && y >= place[1] && y <= place[1] + place[3];
		});
	}

	/* A press beside the place, or a finger that went another way: more help, by the link that shows for it. */
	function miss(event) {
		var link = now.querySelector(".always") || now.querySelectorAll(".wrong")[read().level];
		harmed = harmed || (event.detail > 0 && isHarm(event));
		tell(false);
		if (link.hash === location.hash) {
			speak();
		} else {
			location.replace(link.hash);
		}
	}

	document.addEventListener("click", function (event) {
		var link = event.target.closest(".place, .go, .wrong, .speak");
		/* The first and the last screen speak at any press that isn't on a link. */
		if (!now && !event.target.closest("a")) {
			speak();
		}
		if (!now || !link) {
			return;
		}
		event.preventDefault();
		if (leaving || (dragged && event.detail > 0)) {
			return;
		}
		if (link.classList.contains("speak")) {
			hearAgain();
		} else if (link.classList.contains("wrong")) {
			miss(event);
		} else if (now.classList.contains("hold") && ++presses < 2) {
			speak();
		} else {
			goOn();
		}
	});

	/* A finger that stays, and one that goes a way. */
	function goes(event, wanted) {
		var across = event.clientX - from.x,
			down = event.clientY - from.y,
			sideways = Math.abs(across) > Math.abs(down);
		if (Math.max(Math.abs(across), Math.abs(down)) < FAR) {
			return false;
		}
		return wanted === (sideways ? (across > 0 ? "right" : "left") : down > 0 ? "down" : "up");
	}
	document.addEventListener("pointerdown", function (event) {
		from = now && event.target.closest(".screen") && { x: event.clientX, y: event.clientY };
		dragged = false;
		clearTimeout(timer);
		if (from && now.classList.contains("hold") && event.target.closest(".place")) {
			timer = setTimeout(goOn, HOLD);
		}
	});
	document.addEventListener("pointerup", function (event) {
		clearTimeout(timer);
		if (from && now && now.classList.contains("move")) {
			dragged = Math.abs(event.clientX - from.x) + Math.abs(event.clientY - from.y) > FAR / 2;
			if (goes(event, now.dataset.direction)) {
				goOn();
			} else if (dragged && !leaving) {
				miss(event);
			}
		}
		from = null;
	});
	document.addEventListener("pointercancel", function () {
		clearTimeout(timer);
	});
	["contextmenu", "dragstart"].forEach(function (name) {
		document.addEventListener(name, function (event) {
			if (event.target.closest(".screen")) {
				event.preventDefault();
			}
		});
	});
	/* As on a laptop: by the arrow keys, or the wheel. */
	document.addEventListener("keydown", function (event) {
		if (now && now.dataset.direction && event.key === "Arrow" + now.dataset.direction.replace(/^./, upper)) {
			event.preventDefault();
			goOn();
		}
	});
	document.addEventListener("wheel", function (event) {
		var wanted = now && now.classList.contains("wide") && now.dataset.direction;
		if ((wanted === "down" && event.deltaY > 0) || (wanted === "up" && event.deltaY < 0)) {
			goOn();
		}
	});
	function upper(letter) {
		return letter.toUpperCase();
	}

	["play", "pause", "ended"].forEach(function (name) {
		document.addEventListener(
			name,
			function () {
				root.classList[name === "play" ? "add" : "remove"]("speaking");
			},
			true,
		);
	});

	function measure() {
		root.style.setProperty("--tall", innerHeight + "px");
	}
	root.classList.add("js");
	addEventListener("resize", measure);
	addEventListener("hashchange", show);
	measure();
	show();
})();
