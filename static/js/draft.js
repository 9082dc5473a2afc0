/*
 * draft.js: what is typed into a form is kept in this browser until it was sent and
 * taken, so that nothing is lost to a closed tab or a lost connection.
 *
 * Passwords, files and hidden fields are never kept.  A draft that was sent is
 * forgotten when the next page says that it has been taken ([data-done]), and so is one that
 * autosave.js has had stored.
 */

const form = document.querySelector("form[data-draft]");
const prefix = "marquee:draft:";

/* Storage may be full or forbidden; then there are no drafts, and nothing else is lost. */
function read(key) {
	try {
		return JSON.parse(localStorage.getItem(key));
	} catch {
		return null;
	}
}

function write(key, draft) {
	try {
		localStorage.setItem(key, JSON.stringify(draft));
		return true;
	} catch {
		return false;
	}
}

function forget(key) {
	try {
		localStorage.removeItem(key);
	} catch {
		/* as good as forgotten */
	}
}

function forgetSent() {
	let keys = [];

	try {
		keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
	} catch {
		return;
	}
	for (const key of keys)
		if (read(key)?.sent)
			forget(key);
}

function isKept(field) {
	return field.name !== "" && !["hidden", "password", "file", "submit", "button"].includes(field.type);
}

function typed() {
	const values = {};

	for (const field of form.elements)
		if (isKept(field))
			values[field.name] = field.type === "checkbox" ? field.checked : field.value;
	return values;
}

/* A field of a row that is not there (yet). */
function isOfRow(name) {
	return /^\w+\.\d+\./.test(name);
}

function differs(values) {
	const shown = typed();

	return Object.keys(values).some((name) => name in shown ? shown[name] !== values[name] : isOfRow(name));
}

/* As many rows as there were: rows.js is there when they are. */
async function bringBackRows(values) {
	const { addRow } = await import("./rows.js");

	for (const name of Object.keys(values).filter(isOfRow))
		while (form.elements[name] === undefined && addRow(name.split(".")[0]) !== null)
			;
}

async function bringBack(values) {
	await bringBackRows(values);
	for (const field of form.elements) {
		if (!isKept(field) || !(field.name in values))
			continue;
		if (field.type === "checkbox")
			field.checked = values[field.name];
		else
			field.value = values[field.name];
		field.dispatchEvent(new Event("input", { bubbles: true }));
	}
}

function keepDrafts() {
	let key = prefix + form.dataset.draft;
	const notice = document.querySelector("[data-draft-notice]");
	if (notice === null)
		return;		/* a form that keeps nothing */
	const kept = document.querySelector("[data-draft-kept]");
	const draft = read(key);
	let waiting = 0;

	if (draft !== null && differs(draft.values) && document.querySelector(".errors") === null)
		notice.hidden = false;

	notice.querySelector("[data-draft-restore]").addEventListener("click", async () => {
		await bringBack(draft.values);
		notice.hidden = true;
		form.querySelector("input:not([type=hidden])").focus();
	});
	notice.querySelector("[data-draft-forget]").addEventListener("click", () => {
		forget(key);
		notice.hidden = true;
	});
	form.addEventListener("input", () => {
		clearTimeout(waiting);
		waiting = setTimeout(() => {
			if (write(key, { values: typed(), sent: false }))
				kept.hidden = false;
		}, 500);
	});
	/* It is stored, under an address of its own: what is typed from now on belongs there. */
	document.addEventListener("draft-saved", (event) => {
		clearTimeout(waiting);
		forget(key);
		key = prefix + event.detail;
		kept.hidden = true;
	});
	form.addEventListener("submit", () => {
		clearTimeout(waiting);
		write(key, { values: typed(), sent: true });
	});
}

if (document.querySelector("[data-done]") !== null)
	forgetSent();
if (form !== null)
	keepDrafts();
