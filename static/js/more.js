/*
 * more.js: "More like this" shows the first cards of the page that its link leads to.
 *
 * That page is one for all events of a kind in a city, and is kept as one, where each event's page
 * would ask the listing anew.  It is fetched when it comes near; whatever goes wrong, the link is there.
 */

const shown = 4;

/* The cards of that page, but for the one of the event we are at. */
async function others(address) {
	const reply = await fetch(address, { headers: { Accept: "text/html" } });
	if (!reply.ok)
		throw new Error(String(reply.status));
	const page = new DOMParser().parseFromString(await reply.text(), "text/html");

	return [...page.querySelectorAll("ol.cards > .card")].filter((card) =>
		card.querySelector(".card-title a")?.getAttribute("href") !== location.pathname);
}

async function fill(section) {
	const cards = await others(section.querySelector("a[href]").href);
	const list = document.createElement("ol");

	if (cards.length === 0) {
		section.remove();
		return;
	}
	list.className = "cards";
	list.append(...cards.slice(0, shown));
	section.append(list);
}

const near = new IntersectionObserver((seen) => {
	for (const one of seen)
		if (one.isIntersecting) {
			near.unobserve(one.target);
			fill(one.target).catch(() => {});
		}
}, { rootMargin: "600px" });

for (const section of document.querySelectorAll("[data-more]"))
	near.observe(section);
