// Uses the report like a reader and writes down what happened.
(() => {
  const said = [];
  const say = (name, value) => said.push(`${name}=${value}`);
  const plot = document.querySelector('figure[data-key="test.loss.worst"] svg.plot');
  const figure = plot.closest("figure");
  const button = (text) => [...document.querySelectorAll("button")].find((b) => b.textContent === text);
  const axisLabels = () => [...plot.querySelectorAll("text")].map((t) => t.textContent).join(" ");
  const box = plot.getBoundingClientRect();
  const pointer = (type, share) =>
    plot.dispatchEvent(new PointerEvent(type, {
      clientX: box.left + share * box.width, clientY: box.top + 60, button: 0, pointerId: 1,
      pointerType: "mouse", bubbles: true,
    }));
  const key = (name) => plot.dispatchEvent(new KeyboardEvent("keydown", { key: name }));
  Element.prototype.setPointerCapture = () => {}; // made-up pointers cannot be captured

  say("width", document.documentElement.clientWidth);
  say("scroll", document.documentElement.scrollWidth);
  button("seconds").click();
  say("seconds", axisLabels().includes("seconds"));
  button("iterations").click();
  pointer("pointermove", 0.5);
  say("tooltip", /iterations.*MORBiT/s.test(figure.querySelector(".tip").innerText));
  pointer("pointerleave", 0.5);
  key("Home");
  key("ArrowRight");
  say("keyboard", figure.querySelector(".reader").textContent.replace(/[\s;]+/g, " ").slice(0, 15));
  pointer("pointerdown", 0.3);
  pointer("pointermove", 0.5);
  pointer("pointerup", 0.5);
  say("zoomed", !figure.querySelector("figcaption button").hidden);
  key("0");
  say("reset", figure.querySelector("figcaption button").hidden);
  button("single seeds").click();
  say("seeds", plot.querySelectorAll("path.single").length);
  button("MORBiT").click();
  say("one-arm", plot.querySelectorAll("path.line").length + "+" + plot.querySelectorAll("path.single").length);
  button("linear").click();
  say("drawn", !/NaN|Infinity/.test(plot.innerHTML));
  document.getElementById("theme").click();
  say("theme", document.documentElement.dataset.theme);
  document.body.append(Object.assign(document.createElement("pre"), { id: "probe", textContent: said.join("\n") }));
  console.log("PROBE " + said.slice(0, 2).join(" "));
})();
