import { arrive, small } from "./base.js";
import { Choice, explain, html, Icon, named, t, typed, upload, useEffect, useRef, useState } from "./components.js";

const LIMIT = 299;
const HOLD = 400;
/** The limits by which the recording is judged then. */
const SILENT_DBFS = -50;
const QUIET_DBFS = -34;
const FULL_SCALE = 0.97;
const FRAMES = 50;

const release = (stream) => stream?.getTracks().forEach((track) => track.stop());

/** @param {RecordProps} props */
export function Record({ path, item, lang, panel, hush }) {
	const [now, setNow] = useState({
		phase: "",
		rows: [],
		chosen: localStorage.getItem("microphone") ?? "",
		seconds: 0,
		level: 0,
		loud: false,
		said: "",
		again: null,
	});
	const { phase, rows, chosen, seconds, level, loud, said, again } = now;
	const held = useRef(/** @type {any} */ ({})).current;
	const show = (more) => setNow((old) => ({ ...old, ...more }));
	const choose = (chosen) => {
		localStorage.setItem("microphone", chosen);
		show({ chosen });
	};
	const list = async () => {
		const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
		// No ids before a microphone was allowed; "default" and "communications" are none of their own.
		show({
			rows: all
				.filter(({ kind, deviceId }) => kind === "audioinput" && deviceId.length > 14)
				.map((each) => [each.deviceId, each.label]),
		});
	};
	useEffect(() => {
		list();
		setTimeout(arrive, 99, document.querySelector(".record-control"));
		return () => {
			held.left = true;
			held.stop?.();
			// The next thing to do, where a take has come in its place.
			setTimeout(() => arrive(document.querySelector(".voice-take audio")));
		};
	}, []);

	const send = async (to, sound, why) => {
		show({ phase: "sending", again: null });
		const answer = await upload(to, sound).catch((error) => error);
		const { take, code } = answer;
		const said = `${why && t(`record.${why}`)} ${take ? "" : explain(answer)}`;
		show({ phase: "", said, again: !take && code !== "bad-take" && (() => send(to, sound, why)) });
		if (take) panel.run(() => answer);
		// The take is shown in place of this, or another step is.
		if (held.left || (take && why)) panel.notify(take && held.left ? t("record.left") : said);
	};
	const record = (stream, mimeType) => {
		const to = `${path}/takes?item=${item}&lang=${lang}`;
		const [track] = stream.getTracks();
		const recorder = new MediaRecorder(stream, { mimeType });
		const context = new AudioContext();
		const analyser = context.createAnalyser();
		const samples = new Float32Array((analyser.fftSize = 8192));
		context.createMediaStreamSource(stream).connect(analyser);
		const since = Date.now();
		let seconds = 0;
		let level = 0;
		let peak = 0;
		const size = Math.round(context.sampleRate / FRAMES);
		const starts = [...Array(Math.floor(samples.length / size)).keys()].map((at) => at * size);
		const loudness = (start) => Math.hypot(...samples.subarray(start, start + size)) / Math.sqrt(size);
		const timer = setInterval(() => {
			analyser.getFloatTimeDomainData(samples);
			// It falls slowly: a pause between words is no silence.
			level = Math.max(...starts.map(loudness), level * 0.9, 0.001);
			peak = Math.max(...samples.map(Math.abs), peak * 0.9);
			seconds = (Date.now() - since) / 1000;
			show({ seconds, level: 20 * Math.log10(level), loud: peak >= FULL_SCALE });
			if (seconds > LIMIT) held.stop?.();
		}, 100);
		held.stop = () => {
			held.stop = null;
			recorder.stop();
		};
		// Once: when it is stopped, or the microphone is gone.
		recorder.ondataavailable = ({ data }) => {
			const why = track.readyState === "ended" ? "unplugged" : seconds > LIMIT ? "limit" : "";
			held.stop = null;
			clearInterval(timer);
			context.close();
			release(stream);
			send(to, data, why);
		};
		recorder.start();
		show({ phase: "on", seconds, level: -60, loud: false });
	};
	const start = async () => {
		hush();
		panel.notify("");
		held.at = Date.now();
		show({ phase: "asking" });
		let stream;
		try {
			// Safari recorded webm that it did not play back.
			const type = ["audio/webm;codecs=opus", "audio/mp4"].find(
				(each) => MediaRecorder.isTypeSupported(each) && new Audio().canPlayType(each),
			);
			stream = await navigator.mediaDevices.getUserMedia({
				audio: { echoCancellation: false, deviceId: chosen && { exact: chosen } },
			});
			list();
			if (held.left) release(stream);
			else record(stream, type);
		} catch (/** @type {any} */ { name }) {
			release(stream);
			const said = named("record", name);
			show({ phase: "", said: said === name ? t("record.unable") : said });
			if (name === "OverconstrainedError") choose("");
		}
	};
	// Pressed, it records until it is pressed again; held, until it is let go.
	const down = () => phase || start();
	const up = () => Date.now() - held.at > HOLD && held.stop?.();
	const press = ({ target, pointerId }) => {
		target.setPointerCapture(pointerId);
		down();
	};
	// Enter that is held would press again and again.
	const key = (event) => (event.repeat ? event.key === "Enter" && event.preventDefault() : event.key === " " && down());
	const on = phase === "on";
	const word = t(`record.${level < SILENT_DBFS ? "silent" : level < QUIET_DBFS ? "quiet" : loud ? "loud" : "good"}`);
	return html`<div class="record-control">
		<div class="row"><button type="button" class="button main" onPointerDown=${press}
			onPointerUp=${up} onKeyDown=${key} onClick=${phase ? up : down}>
				<${Icon} name=${on ? "stop" : "mic"} />${t(on ? "record.stop" : "record.record")}<//>
			${
				on &&
				html`<meter aria-label=${t("record.level")} aria-valuetext=${word}
					min="-60" low=${QUIET_DBFS} max="0" value=${level} /><b>${word}</b>
					<span role="timer">${t("record.time", { now: new Date(seconds * 1000).toISOString().slice(15, 19) })}<//>`
			}<//>
		<p role="status" class=${said && !phase && "step-problem problem"}>
			${on ? "" : phase ? t(`record.${phase}`) : said} ${!phase && again && small("record.again", again)}</p>
		<p class="note">${t("record.how")}</p>
		${
			rows.length > 1 &&
			html`<${Choice} name="record.device" none="record.device_any"
				rows=${rows} value=${chosen} disabled=${on} onChange=${typed(choose)} />`
		}
	<//>`;
}
