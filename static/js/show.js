/*
 * show.js: what is typed into a password's field can be looked at, and is hidden again
 * before it is sent, so that browsers know it for a password.
 */

for (const button of document.querySelectorAll("[data-show]")) {
	const field = document.getElementById(button.dataset.show);
	const show = (shown) => {
		field.type = shown ? "text" : "password";
		button.setAttribute("aria-pressed", String(shown));
	};

	button.hidden = false;
	button.addEventListener("click", () => show(field.type === "password"));
	field.form.addEventListener("submit", () => show(false));
}
