// Chooses like a reader before the page loads itself again, and writes down what is left after.
(() => {
  const button = (text) => [...document.querySelectorAll("button")].find((b) => b.textContent === text);
  const isOn = (text) => button(text).getAttribute("aria-pressed");
  const measure = document.querySelector("#any select");
  const details = document.querySelector("#provenance details");
  if (!sessionStorage.getItem("probe")) {
    sessionStorage.setItem("probe", "chosen");
    button("seconds").click();
    button("linear").click();
    button("MORBiT").click();
    measure.value = "stationarity";
    measure.dispatchEvent(new Event("change"));
    details.open = true;
    window.addEventListener("load", () => window.scrollTo({ top: 300, behavior: "instant" }));
    return;
  }
  window.addEventListener("load", () => setTimeout(say, 100));
  const say = () => {
    const said = [
      "axis=" + (isOn("seconds") === "true" ? "seconds" : "other"),
      "linear=" + isOn("linear"),
      "hidden=" + (isOn("MORBiT") === "false" ? "MORBiT" : "none"),
      "metric=" + measure.value,
      "scroll=" + window.scrollY,
      "details=" + details.open,
    ];
    document.body.append(Object.assign(document.createElement("pre"), { textContent: said.join("\n") }));
  };
})();
