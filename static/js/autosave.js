/*
 * autosave.js: a draft is saved while one types, and the page says so.
 *
 * The form is sent as it is to its draft's address (handlers/organizer/event_draft.c).  What is not
 * whole yet is not saved and stays here; draft.js keeps it in the browser.  A page that is older than
 * what is stored (another tab, somebody else) stops saving and says so: nothing is overwritten.
 */

const bar = document.querySelector("[data-autosave]");
const form = bar.closest("form");
const status = bar.querySelector("[data-saving]");
const say = bar.dataset;
let path = say.autosave;
let waiting = 0;
let asked = null;	/* what is on its way: a promise */
let again = false;	/* something was typed meanwhile */
let stale = false;

function tell(text, wrong) {
	status.textContent = text;
	status.classList.toggle("note-wrong", wrong);
}

function rowsOf(kind) {
	return [...form.querySelectorAll(`[data-rows="${kind}"] > [data-row]`)];
}

/* The rows that were new have ids from now on, so that the next time they are changed, not made again. */
function takeIds(rows, ids) {
	rows.forEach((row, i) => {
		const field = row.querySelector("input[type=hidden][name$='.id']");
		if (ids[i] !== undefined)
			field.value = ids[i];
	});
}

function takeOver(reply, tickets, questions) {
	form.elements.version.value = reply.version;
	path = say.prefix + reply.draft;
	form.action = say.prefix + reply.edit;
	takeIds(tickets, reply.tickets);
	takeIds(questions, reply.questions);
	if (location.pathname !== say.prefix + reply.edit)
		history.replaceState(null, "", say.prefix + reply.edit);
	tell(`${say.saySaved} ${new Date().toLocaleTimeString(document.documentElement.lang,
		{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}`, false);
	document.dispatchEvent(new CustomEvent("draft-saved",
		{ detail: reply.edit.replace(/^.*\/e\/(\w+)\/.*$/, "event-$1") }));
}

function fields() {
	const data = new FormData(form);

	data.delete("cover");
	data.set("act", "save");
	return data;
}

async function send() {
	const tickets = rowsOf("tickets"), questions = rowsOf("questions");
	const reply = await fetch(path, { method: "POST", body: fields(), redirect: "manual",
		headers: { Accept: "application/json" } });

	if (reply.type === "opaqueredirect" || reply.status === 403) {
		tell(`${say.sayNot} ${say.sayOut}`, true);
		return;
	}
	if (![200, 409, 422].includes(reply.status))
		throw new Error(String(reply.status));
	const answer = await reply.json();
	if (reply.ok) {
		takeOver(answer, tickets, questions);
		return;
	}
	stale = answer.stale;
	const label = form.querySelector(`label[for="field-${answer.field}"]`)?.firstChild?.textContent.trim();
	tell(`${say.sayNot} ${label ? `${label}: ` : ""}${answer.error}`, true);
}

async function save() {
	if (stale)
		return;
	if (form.elements.title.value.trim() === "") {
		tell(say.sayTitle, false);
		return;
	}
	if (asked !== null) {
		again = true;
		return;
	}
	try {
		asked = send();
		await asked;
	} catch {
		tell(`${say.sayNot} ${say.sayAway}`, true);
	}
	asked = null;
	if (again) {
		again = false;
		later();
	}
}

function later() {
	clearTimeout(waiting);
	waiting = setTimeout(save, 1500);
}

form.addEventListener("input", later);
form.addEventListener("change", later);

/* What is on its way comes first, or this would meet it and be called old. */
form.addEventListener("submit", (event) => {
	clearTimeout(waiting);
	if (asked === null)
		return;
	event.preventDefault();
	event.stopImmediatePropagation();
	asked.catch(() => {}).finally(() => {
		again = false;
		form.requestSubmit(event.submitter);
	});
}, { capture: true });
