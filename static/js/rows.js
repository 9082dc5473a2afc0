/*
 * rows.js: rows of a form (ticket types, questions) are added, removed and moved in place.
 *
 * Without it the same buttons send the form, and it comes back so changed.  A row's fields are called
 * `tickets.2.name`; they are numbered anew after each change, so that their order is what is sent.
 */

const form = document.querySelector("form[data-draft]");

/* Call a row's fields, their labels and its buttons by another number; what was typed stays. */
function rename(row, from, to) {
	for (const element of row.querySelectorAll("*"))
		for (const attribute of [...element.attributes])
			if (attribute.value.includes(from) && (attribute.name !== "value" || element.tagName === "BUTTON"))
				element.setAttribute(attribute.name, attribute.value.replaceAll(from, to));
	row.dataset.name = to;
}

/* "tickets.2." */
function nameOf(row) {
	return row.dataset.name ?? row.querySelector("button[name=aside]").value.replace(/[a-z]+$/, "");
}

/* What has come or gone is told to who keeps drafts. */
function changed() {
	form.dispatchEvent(new Event("input", { bubbles: true }));
}

function number(list) {
	[...list.children].forEach((row, i) => rename(row, nameOf(row), `${list.dataset.rows}.${i}.`));
	form.querySelector(`button[value="${list.dataset.rows}.add"]`).hidden =
		list.children.length >= Number(list.dataset.most);
}

export function addRow(kind) {
	const list = form.querySelector(`[data-rows="${kind}"]`);
	const blank = form.querySelector(`template[data-blank="${kind}"]`);

	if (list.children.length >= Number(list.dataset.most))
		return null;
	const row = blank.content.querySelector("[data-row]").cloneNode(true);
	row.dataset.name = `blank.${kind}.`;
	list.append(row);
	number(list);
	return row;
}

function remove(row) {
	const list = row.parentElement;
	const next = row.nextElementSibling ?? row.previousElementSibling;

	row.remove();
	number(list);
	(next?.querySelector("input:not([type=hidden])") ??
		form.querySelector(`button[value="${list.dataset.rows}.add"]`)).focus();
}

function move(row, button, way) {
	const list = row.parentElement;

	if (way === "up")
		row.previousElementSibling?.before(row);
	else
		row.nextElementSibling?.after(row);
	number(list);
	button.focus();
}

form.addEventListener("click", (event) => {
	const button = event.target.closest("button[name=aside]");
	const [, kind, way] = button?.value.match(/^(?:\w+\.)?(tickets|questions)(?:\.\d+)?\.(\w+)$/) ?? [];

	if (kind === undefined)
		return;
	event.preventDefault();
	const row = button.closest("[data-row]");
	if (way === "add")
		addRow(kind)?.querySelector("input:not([type=hidden])").focus();
	else if (way === "remove")
		remove(row);
	else
		move(row, button, way);
	changed();
});
