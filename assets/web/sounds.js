/* Lets each round button play the sound before it, a language say its name, and a film begin; without a script the
   browser's own players show. What a lost signal broke off, a page in the other language too, has a sign, and is asked
   for again at the next press. */
(function () {
	"use strict";
	var PATIENCE = 12000,
		NAME_SECONDS = 1.5;
	var STOP = "M6 6h12v12H6z";
	var NO_SIGNAL =
		"M2 17h3v4H2zM7 13h3v8H7zM12 9h3v12h-3z" +
		"M15 2.4 16.4 1l2.6 2.6L21.6 1 23 2.4 20.4 5 23 7.6 21.6 9 19 6.4 16.4 9 15 7.6 17.6 5z";

	function all(selector) {
		return Array.prototype.slice.call(document.querySelectorAll(selector));
	}

	function pauseAll() {
		all("audio,video").forEach(function (other) {
			other.pause();
		});
	}

	/* Returns what plays a sound or film from a second on, and by its `lose` shows that there is no signal. `show` is told
	   whether it plays, and whether it was lost. */
	function prepare(media, show) {
		var timer = 0,
			lost = false;
		function wait() {
			clearTimeout(timer);
			timer = setTimeout(lose, PATIENCE);
		}
		function lose() {
			clearTimeout(timer);
			lost = true;
			media.pause();
			show(false, true);
			all("[data-no-signal]").forEach(function (status) {
				status.textContent = status.dataset.noSignal;
			});
		}
		function settle() {
			clearTimeout(timer);
			show(!media.paused, lost);
		}
		media.addEventListener("error", lose);
		media.addEventListener("waiting", wait);
		["playing", "pause", "ended"].forEach(function (event) {
			media.addEventListener(event, settle);
		});
		function play(second) {
			if (lost) {
				lost = false;
				media.load();
			}
			media.currentTime = second;
			wait();
			show(true, false);
			media.play().catch(function (error) {
				if (error.name === "NotSupportedError") {
					lose();
				} else if (error.name === "NotAllowedError") {
					settle();
				}
			});
		}
		play.lose = lose;
		return play;
	}

	/* Settles once a page is here, whatever it says: the browser shows that. One on a disk needs no signal. */
	function reach(address) {
		var late = new Promise(function (_, giveUp) {
			setTimeout(giveUp, PATIENCE);
		});
		function read(page) {
			return page.text();
		}
		return location.protocol === "file:"
			? Promise.resolve()
			: Promise.race([fetch(address, { mode: "no-cors" }).then(read), late]);
	}

	/* Pictures that a lost signal broke off, too: a browser asks for them once. */
	function fetchLostPictures() {
		all("img").forEach(function (picture) {
			if (picture.complete && !picture.naturalWidth) {
				picture.src = picture.src;
			}
		});
	}
	window.addEventListener("online", fetchLostPictures);

	var heard = "";
	/* The step in view; at the top, where the languages are, the one that was heard last. */
	function hereAsHash() {
		var hash = heard && "#" + heard;
		all(".steps > li").forEach(function (step) {
			hash = step.getBoundingClientRect().top < innerHeight / 2 ? "#" + step.id : hash;
		});
		return hash;
	}

	all("audio").forEach(function (sound) {
		var chosen = document.getElementById(sound.dataset.by),
			button = chosen || sound.nextElementSibling,
			path = (chosen && !chosen.href ? chosen.nextElementSibling : button).querySelector("path"),
			speak = path && path.getAttribute("d");
		var play = prepare(sound, function (playing, lost) {
			if (path) {
				path.setAttribute("d", lost ? NO_SIGNAL : playing && !chosen ? STOP : speak);
			}
		});
		button.addEventListener("click", function (event) {
			var paused = sound.paused;
			if (event.ctrlKey || event.metaKey || event.shiftKey) {
				return;
			}
			pauseAll();
			if (paused || chosen) {
				play(0);
			}
			heard = (button.closest(".steps > li[id]") || {}).id || heard;
			fetchLostPictures();
			/* A link to the other language says its name first, and leads to the same step. */
			if (chosen && chosen.href) {
				event.preventDefault();
				if (!chosen.hasAttribute("aria-current")) {
					var said = new Promise(function (done) {
						sound.onended = sound.onerror = done;
						setTimeout(done, NAME_SECONDS * 1000);
					});
					var there = reach(chosen.href);
					there.catch(function () {});
					/* Only then: the end of the name would take the sign of a lost signal away. */
					said
						.then(function () {
							return there;
						})
						.then(function () {
							location.href = chosen.href.split("#")[0] + hereAsHash();
						}, play.lose);
				}
			}
		});
	});

	/* The browser's controls, which cover the foot of a film's first picture, come with the first press. */
	all(".start").forEach(function (button) {
		var film = button.previousElementSibling,
			path = button.querySelector("path"),
			sign = path.getAttribute("d");
		var play = prepare(film, function (playing, lost) {
			if (lost || playing) {
				film.controls = !lost;
				button.hidden = !lost;
				path.setAttribute("d", lost ? NO_SIGNAL : sign);
			}
		});
		film.controls = false;
		button.addEventListener("click", function () {
			pauseAll();
			play(film.currentTime);
			film.focus();
		});
	});
})();
