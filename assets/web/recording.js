/* One part at a time. Answers stay in the page until they are saved or shared: nothing is sent from here. */
(function () {
  "use strict";
  var TYPES = { "audio/ogg": ".ogg", "audio/mp4": ".m4a", "audio/webm": ".webm", "audio/mpeg": ".mp3", "audio/amr": ".amr", "audio/3gpp": ".3gp", "audio/wav": ".wav", "audio/x-wav": ".wav", "audio/aac": ".aac", "audio/x-m4a": ".m4a" };
  var SILENT = 0.02; /* The loudest moment of a room in which nobody speaks. */
  var screens = Array.from(document.querySelectorAll(".one")), takes = {}, now = 0, recording = null;
  var thanks = document.getElementById("done").innerHTML;
  var words = function (id) { return document.getElementById(id).innerHTML; };
  var canRecord = window.isSecureContext && navigator.mediaDevices && window.MediaRecorder;

  function show(index, moved) {
    if (recording) recording.stop();
    document.querySelectorAll("audio").forEach(function (sound) { sound.pause(); });
    now = Math.max(0, Math.min(screens.length - 1, index));
    screens.forEach(function (screen, place) { screen.classList.toggle("now", place === now); });
    count();
    scrollTo(0, 0);
    if (!moved) return;
    var heading = screens[now].querySelector("h2");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  function count() {
    var made = Object.keys(takes).length;
    var all = made === screens.length - 2, have = words("count").replace(/§/g, made);
    document.getElementById("done").innerHTML = all ? thanks : have; /* Nobody is thanked while parts are missing. */
    document.getElementById("have").innerHTML = all ? have : "";
    document.querySelectorAll(".have li").forEach(function (item, place) { item.classList.toggle("made", screens[place + 1].dataset.name in takes); });
    document.getElementById("keep-all").disabled = !made;
    document.getElementById("all").hidden = !made || !canShare(files());
  }

  function files() { return screens.filter(function (screen) { return screen.dataset.name in takes; }).map(function (screen) { return takes[screen.dataset.name]; }); }
  function canShare(list) { return !!(navigator.canShare && list.length && navigator.canShare({ files: list })); }
  function share(list) { navigator.share({ files: list }).catch(function () {}); }
  function save(file) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    link.click();
  }

  /* Keep a take under its number, and let it be heard. */
  function keep(screen, data, ending) {
    var file = new File([data], screen.dataset.name + ending, { type: data.type.split(";")[0] });
    takes[screen.dataset.name] = file;
    var mine = screen.querySelector(".mine"), link = mine.querySelector(".keep");
    mine.hidden = false;
    link.href = mine.querySelector("audio").src = URL.createObjectURL(file);
    link.download = file.name;
    mine.querySelector(".share").hidden = !canShare([file]);
    mine.querySelector(".share").onclick = function () { share([file]); };
    screen.querySelector(".begin .word").innerHTML = words("again");
    count();
  }

  function usePicker(screen) {
    screen.querySelector(".begin").hidden = true;
    screen.querySelector(".pick").hidden = false;
  }

  /* The phone's own recorder, where the page may not record by itself: in a file from a chat, for instance. */
  function picked(screen, input) {
    var file = input.files[0];
    if (!file) return;
    var ending = (/\.[A-Za-z0-9]+$/.exec(file.name) || [TYPES[file.type.split(";")[0]] || ".m4a"])[0].toLowerCase();
    keep(screen, file, ending);
    input.value = "";
  }

  function start(screen) {
    var button = screen.querySelector(".begin"), said = screen.querySelector(".said"), level = screen.querySelector(".level");
    if (recording) { recording.stop(); return; }
    said.textContent = "";
    document.querySelectorAll("audio").forEach(function (sound) { sound.pause(); });
    navigator.mediaDevices.getUserMedia({ audio: true }).then(function (stream) {
      var type = ["audio/ogg;codecs=opus", "audio/mp4", "audio/webm;codecs=opus"].find(function (each) { return MediaRecorder.isTypeSupported(each); });
      var recorder = new MediaRecorder(stream, type ? { mimeType: type } : {}), parts = [], loudest = 0, context = new AudioContext();
      var meter = context.createAnalyser(), samples = new Float32Array(meter.fftSize);
      context.createMediaStreamSource(stream).connect(meter);
      var timer = setInterval(function () {
        meter.getFloatTimeDomainData(samples);
        var peak = samples.reduce(function (most, sample) { return Math.max(most, Math.abs(sample)); }, 0);
        loudest = Math.max(loudest, peak);
        level.firstElementChild.style.width = Math.min(100, Math.round(peak * 140)) + "%";
      }, 60);
      recorder.ondataavailable = function (event) { parts.push(event.data); };
      recorder.onstop = function () {
        clearInterval(timer);
        context.close();
        stream.getTracks().forEach(function (track) { track.stop(); });
        recording = null;
        level.hidden = true;
        button.classList.remove("on");
        button.querySelector(".word").innerHTML = words("again");
        var kind = recorder.mimeType.split(";")[0];
        if (loudest < SILENT) { said.innerHTML = words("silent"); return; }
        keep(screen, new Blob(parts, { type: kind }), TYPES[kind] || ".webm");
        screen.querySelector(".mine audio").focus();
      };
      recorder.start();
      recording = recorder;
      level.hidden = false;
      button.classList.add("on");
      button.querySelector(".word").innerHTML = words("stop");
    }, function () {
      said.innerHTML = words("refused");
      screens.slice(1, -1).forEach(usePicker);
    });
  }

  document.documentElement.className = "js";
  document.querySelectorAll("[data-move]").forEach(function (button) {
    button.hidden = false;
    button.onclick = function () { show(now + Number(button.dataset.move), true); };
  });
  document.querySelectorAll("[data-go]").forEach(function (button) { button.onclick = function () { show(Number(button.dataset.go), true); }; });
  document.querySelector(".end").hidden = false;
  document.getElementById("all").onclick = function () { share(files()); };
  document.getElementById("keep-all").onclick = function () { files().forEach(function (file, place) { setTimeout(save, 400 * place, file); }); };
  screens.forEach(function (screen) {
    var input = screen.querySelector("input");
    if (!input) return;
    screen.querySelector(".recorder").hidden = false;
    screen.querySelector(".begin").onclick = function () { start(screen); };
    input.onchange = function () { picked(screen, input); };
    if (!canRecord) usePicker(screen);
  });
  show(0);
})();
