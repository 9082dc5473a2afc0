/*
 * find.js: filters, sorting, pages and words of discover update in place.
 *
 * The page for the same address is fetched and the parts that differ are taken
 * over, so that there is one way to make them.  Whatever goes wrong, the browser
 * goes there itself.
 */

const parts = ["find-title", "find-kept", "found", "languages"];
const form = document.querySelector("form[data-find]");
let typing = 0;
let asked = null;	/* the request under way, to be given up for a newer one */

/* Fetch the page at this address; null when a newer request has overtaken it. */
async function fetchPage(url) {
	asked?.abort();
	const mine = asked = new AbortController();
	try {
		const reply = await fetch(url, { signal: mine.signal, headers: { Accept: "text/html" } });
		if (!reply.ok)
			throw new Error(String(reply.status));
		return new DOMParser().parseFromString(await reply.text(), "text/html");
	} catch (error) {
		if (mine.signal.aborted)
			return null;
		throw error;
	}
}

/* Take over what differs, and leave the keyboard where it was. */
function takeOver(page) {
	const was = document.activeElement;
	const words = was?.closest("#found") ? was.textContent.trim() : null;

	document.title = page.title;
	for (const id of parts) {
		const fresh = page.getElementById(id);
		if (fresh !== null)
			document.getElementById(id)?.replaceWith(document.adoptNode(fresh));
	}
	if (words !== null)
		for (const link of document.querySelectorAll("#found a"))
			if (link.textContent.trim() === words) {
				link.focus({ preventScroll: true });
				return;
			}
}

/* Show the results at `url`; `note` is how the address bar follows: push, replace or not at all. */
async function show(url, note) {
	const found = document.getElementById("found");

	found.setAttribute("aria-busy", "true");
	try {
		const page = await fetchPage(url);
		if (page === null)
			return;
		takeOver(page);
		if (note === "push")
			history.pushState(null, "", url);
		else if (note === "replace")
			history.replaceState(null, "", url);
	} catch {
		location.assign(url);
	}
}

/* The address the form asks for, without its empty fields. */
function asks() {
	const url = new URL(form.action);

	for (const [name, value] of new FormData(form))
		if (String(value).trim() !== "")
			url.searchParams.set(name, value);
	return url.href;
}

document.addEventListener("click", (event) => {
	const link = event.target.closest("#found .filters a, #found .active a, #found .sorts a");

	if (link === null || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
		return;
	event.preventDefault();
	show(link.href, "push");
});

form.addEventListener("submit", (event) => {
	event.preventDefault();
	clearTimeout(typing);
	show(asks(), "push");
});

form.addEventListener("input", () => {
	clearTimeout(typing);
	typing = setTimeout(() => show(asks(), "replace"), 400);
});

addEventListener("popstate", () => show(location.href, "stay"));
