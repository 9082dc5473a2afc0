/*
 * mirror.js: the card of an event as it will hang in lists, while its form is filled in.
 */

const mirror = document.querySelector("[data-mirror]");
const form = document.querySelector("form[data-draft]");
const language = document.documentElement.lang;

function put(name, text) {
	mirror.querySelector(`[data-mirror-${name}]`).textContent = text;
}

/* The wall clock as typed: its zone does not change what it says. */
function putDate(wall) {
	const date = wall === "" ? null : new Date(`${wall}Z`);
	const part = (options) =>
		new Intl.DateTimeFormat(language, { timeZone: "UTC", ...options }).format(date);

	if (date === null || Number.isNaN(date.getTime())) {
		for (const name of ["weekday", "month", "time"])
			put(name, "");
		put("day", "–");
		return;
	}
	put("weekday", part({ weekday: "short" }));
	put("day", String(date.getUTCDate()));
	put("month", part({ month: "short" }));
	put("time", wall.slice(11, 16));
}

function reflect() {
	const value = (name) => form.elements[name]?.value.trim() ?? "";
	const title = mirror.querySelector("[data-mirror-title]");

	title.textContent = value("title") || title.dataset.empty;
	putDate(value("starts"));
	put("place", [value("venue"), value("city")].filter((word) => word !== "").join(", "));
}

form.addEventListener("input", reflect);
reflect();
mirror.hidden = false;
