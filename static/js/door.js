/*
 * door.js: the door of an event, for a queue.
 *
 * A code is asked without leaving the page, with a key of its own.  What cannot be asked is kept in this browser and
 * asked again with the same key until there is an answer: the same key is the same deed, however often it is sent.
 * The page itself says how many are in and who came last: its parts are fetched and taken over.
 */

const gate = document.querySelector("[data-gate]");
const form = gate.querySelector(".gate-main form");
const field = form.querySelector("[name=code]");
const verdict = document.getElementById("verdict");
const KEPT = `door:${gate.dataset.gate.replace(/^.*\/e\//, "")}`;
const AGAIN_MS = 3000;		/* between two tries of what waits */
const FRESH_MS = 20000;		/* others scan, too */
const SAME_MS = 4000;		/* a camera sees one code many times */
const PATIENCE_MS = 6000;

/* --- what is kept in this browser ----------------------------------------------------------- */

function read(name, otherwise) {
	try {
		return JSON.parse(localStorage.getItem(name)) ?? otherwise;
	} catch {
		return otherwise;
	}
}

function keep(name, value) {
	try {
		localStorage.setItem(name, JSON.stringify(value));
	} catch {
		/* a browser that keeps nothing: what waits is lost with the page, and only then */
	}
}

let waiting = read(KEPT, []);	/* {key, code, at}, oldest first */

function drawKey() {
	const bytes = crypto.getRandomValues(new Uint8Array(16));

	return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/* --- what is seen and heard --------------------------------------------------------------------- */

const wishes = gate.querySelector("[data-wishes]");
let air = null;		/* the audio context; browsers allow one after a click */

for (const box of wishes.querySelectorAll("[data-wish]")) {
	box.checked = read(`door:${box.dataset.wish}`, false);
	box.addEventListener("change", () => {
		keep(`door:${box.dataset.wish}`, box.checked);
		if (box.checked)
			react(true);
	});
	if (box.dataset.wish === "shake" && !("vibrate" in navigator))
		box.closest("label").hidden = true;
}
wishes.hidden = false;

function wished(name) {
	return wishes.querySelector(`[data-wish=${name}]`).checked;
}

function beep(high, seconds) {
	air ??= new AudioContext();
	const tone = air.createOscillator(), loud = air.createGain();

	tone.frequency.value = high;
	loud.gain.value = .2;
	tone.connect(loud).connect(air.destination);
	tone.start();
	tone.stop(air.currentTime + seconds);
}

function react(good) {
	if (wished("sound"))
		beep(good ? 880 : 220, good ? .12 : .4);
	if (wished("shake"))
		navigator.vibrate?.(good ? 80 : [200, 80, 200]);
}

function line(part, words) {
	const p = document.createElement("p");

	p.className = `verdict-${part}`;
	p.textContent = words ?? "";
	return p;
}

function symbol(name) {
	const sprite = document.querySelector("svg.icon use").getAttribute("href").replace(/#.*/, "");
	const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
	const use = document.createElementNS("http://www.w3.org/2000/svg", "use");

	svg.setAttribute("class", "icon");
	svg.setAttribute("aria-hidden", "true");
	use.setAttribute("href", `${sprite}#${name}`);
	svg.append(use);
	return svg;
}

const symbols = { admitted: "circle-check", waits: "clock" };

function show(answer) {
	verdict.dataset.result = answer.result;
	verdict.replaceChildren(symbol(symbols[answer.result] ?? "circle-x"), line("title", answer.title),
	    line("name", answer.name), line("type", answer.ticket_type), line("note", answer.note));
	verdict.classList.remove("verdict-new");
	void verdict.offsetWidth;
	verdict.classList.add("verdict-new");
}

/* --- counts, and who came last ----------------------------------------------------------------------- */

let freshening = 0;

async function freshen() {
	clearTimeout(freshening);
	freshening = setTimeout(freshen, FRESH_MS);
	try {
		const reply = await fetch(gate.dataset.gate, { headers: { Accept: "text/html" } });

		if (!reply.ok || reply.redirected)
			return;
		const page = new DOMParser().parseFromString(await reply.text(), "text/html");
		for (const id of ["gate-counts", "gate-recent"]) {
			const old = document.getElementById(id), fresh = page.getElementById(id);

			if (fresh !== null && !old.contains(document.activeElement))
				old.replaceWith(document.adoptNode(fresh));
		}
	} catch {
		/* the next time */
	}
}

function freshenSoon() {
	clearTimeout(freshening);
	freshening = setTimeout(freshen, 300);
}

/* --- asking -------------------------------------------------------------------------------------------- */

/* The answer; null when there was none; "lost" when they have to sign in again. */
async function ask(scan) {
	const fields = new URLSearchParams({ csrf: form.elements.csrf?.value ?? "", key: scan.key, code: scan.code });

	try {
		const reply = await fetch(form.action, {
			method: "POST", body: fields, redirect: "manual", headers: { Accept: "application/json" },
			signal: AbortSignal.timeout(PATIENCE_MS),
		});
		if (reply.type === "opaqueredirect" || reply.status === 403 || reply.status === 404)
			return "lost";
		return reply.ok ? await reply.json() : null;
	} catch {
		return null;
	}
}

function lost() {
	show({ result: "waits", title: gate.dataset.lostTitle, note: gate.dataset.lost });
	react(false);
}

const pending = gate.querySelector("[data-pending]");

function showWaiting() {
	keep(KEPT, waiting);
	pending.hidden = waiting.length === 0;
	pending.querySelector("ul").replaceChildren(...waiting.map((scan) => {
		const item = document.createElement("li"), time = document.createElement("time");
		const code = document.createElement("code");

		time.textContent = new Date(scan.at).toTimeString().slice(0, 5);
		code.textContent = scan.code.length > 12 ? `${scan.code.slice(0, 12)}…` : scan.code;
		item.append(time, code);
		return item;
	}));
}

let trying = 0, busy = false;

function tryLater() {
	clearTimeout(trying);
	trying = setTimeout(tryWaiting, AGAIN_MS);
}

/* One after the other, as they came; what is answered meanwhile is told in the list of what happened. */
async function tryWaiting() {
	if (busy || waiting.length === 0)
		return;
	busy = true;
	const scan = waiting[0], answer = await ask(scan);

	busy = false;
	if (answer === null || answer === "lost") {
		if (answer === "lost")
			lost();
		tryLater();
		return;
	}
	waiting = waiting.filter((other) => other.key !== scan.key);
	showWaiting();
	if (waiting.length > 0)
		tryWaiting();
	else {
		show(answer);
		freshenSoon();
	}
	react(answer.result === "admitted");
}

async function check(code) {
	const scan = { key: drawKey(), code, at: Date.now() };
	const answer = await ask(scan);

	if (answer === "lost" || answer === null) {
		waiting.push(scan);
		showWaiting();
		tryLater();
		if (answer === "lost")
			lost();
		else
			show({ result: "waits", title: gate.dataset.waits, note: gate.dataset.waitsNote });
		react(false);
		return;
	}
	show(answer);
	react(answer.result === "admitted");
	freshenSoon();
}

/* An old yes is no answer to what was not typed. */
function forget() {
	verdict.dataset.result = "";
	verdict.replaceChildren();
}

form.addEventListener("submit", (event) => {
	const code = field.value.trim();

	event.preventDefault();
	field.value = "";
	field.focus();
	if (code !== "")
		check(code);
	else
		forget();
});

gate.addEventListener("submit", async (event) => {
	if (event.target === form)
		return;
	event.preventDefault();
	event.target.querySelector("button").disabled = true;
	try {
		await fetch(event.target.action, { method: "POST", body: new URLSearchParams(new FormData(event.target)) });
	} catch {
		/* the button is back with the next look */
	}
	field.focus();
	freshen();
});

/* Wherever the keyboard is, what is typed by hand or by a scanner goes to the field. */
document.addEventListener("keydown", (event) => {
	const at = document.activeElement;

	if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey &&
	    (at === document.body || !at.matches("input:not([type=checkbox]), textarea, select")))
		field.focus();
});

addEventListener("online", tryWaiting);
showWaiting();
tryWaiting();
freshening = setTimeout(freshen, FRESH_MS);
field.focus();

/* --- the camera ---------------------------------------------------------------------------------------------- */

const camera = gate.querySelector("[data-camera]");
const video = camera.querySelector("video");
const on = camera.querySelector("[data-camera-on]"), off = camera.querySelector("[data-camera-off]");
const note = camera.querySelector("[data-camera-note]");
let stream = null;

/* The browser's own eyes if it has some, else ZXing's, from our own host: a picture in, texts out. */
async function eyes() {
	if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
		const detector = new BarcodeDetector({ formats: ["qr_code"] });

		return async () => (await detector.detect(video)).map((found) => found.rawValue);
	}
	const zxing = await import(`${gate.dataset.zxing}es/reader/index.js`);
	const canvas = new OffscreenCanvas(1, 1), brush = canvas.getContext("2d", { willReadFrequently: true });

	/* Without it there is no camera, and that is said. */
	await zxing.prepareZXingModule({ overrides: { locateFile: (name) => gate.dataset.zxing + name }, fireImmediately: true });
	return async () => {
		const scale = Math.min(1, 960 / video.videoWidth);

		canvas.width = Math.round(video.videoWidth * scale);
		canvas.height = Math.round(video.videoHeight * scale);
		brush.drawImage(video, 0, 0, canvas.width, canvas.height);
		const found = await zxing.readBarcodes(brush.getImageData(0, 0, canvas.width, canvas.height),
		    { formats: ["QRCode"], maxNumberOfSymbols: 1 });

		return found.filter((code) => code.isValid).map((code) => code.text);
	};
}

const seen = { code: "", at: 0 };

async function look(see) {
	if (stream === null)
		return;
	if (video.videoWidth > 0 && !document.hidden) {
		const [code] = await see().catch(() => []);

		if (code !== undefined) {
			if (code !== seen.code || Date.now() - seen.at > SAME_MS)
				check(code);
			seen.code = code;
			seen.at = Date.now();
		}
	}
	setTimeout(look, 120, see);
}

async function start() {
	note.hidden = true;
	try {
		stream = await navigator.mediaDevices.getUserMedia({ audio: false,
			video: { facingMode: "environment", width: { ideal: 1280 } } });
		video.srcObject = stream;
		video.hidden = off.hidden = false;
		on.hidden = true;
		await video.play();
		look(await eyes());
	} catch {
		stop();
		note.textContent = gate.dataset.noCamera;
		note.hidden = false;
	}
}

function stop() {
	for (const track of stream?.getTracks() ?? [])
		track.stop();
	stream = null;
	video.hidden = off.hidden = true;
	on.hidden = false;
}

on.addEventListener("click", start);
off.addEventListener("click", stop);
camera.hidden = navigator.mediaDevices === undefined;
