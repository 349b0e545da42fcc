(() => {
  "use strict";
  const stepper = document.getElementById("stepper");
  const steps = [...stepper.querySelectorAll(".step")];
  const slider = document.getElementById("slider");
  const position = document.getElementById("position");
  const rows = [...document.querySelectorAll("#iterations tbody tr")];
  const button = (name) => stepper.querySelector(`[data-go="${name}"]`);
  const last = steps.length - 1;
  let shown = 0;
  let timer = 0;

  function show(step) {
    shown = Math.min(last, Math.max(0, step));
    steps.forEach((figure, i) => figure.classList.toggle("current", i === shown));
    const iteration = steps[shown].dataset.iteration;
    rows.forEach((row) => row.classList.toggle("current", row.dataset.iteration === iteration));
    stepper.dataset.shown = String(shown);
    slider.value = String(shown);
    position.value = `${shown + 1} / ${steps.length}`;
    button("first").disabled = button("back").disabled = shown === 0;
    button("next").disabled = button("last").disabled = shown === last;
  }

  function play(on) {
    clearInterval(timer);
    timer = on ? setInterval(tick, 1300) : 0;
    button("play").textContent = on ? "Pause" : "Play";
    button("play").setAttribute("aria-pressed", String(on));
  }

  function tick() {
    show(shown + 1);
    if (shown === last) {
      play(false);
    }
  }

  const actions = {
    first: () => show(0),
    back: () => show(shown - 1),
    next: () => show(shown + 1),
    last: () => show(last),
  };
  Object.keys(actions).forEach((name) =>
    button(name).addEventListener("click", () => {
      play(false);
      actions[name]();
    }));
  button("play").addEventListener("click", () => {
    const on = timer === 0;
    if (on && shown === last) {
      show(0);
    }
    play(on);
  });
  slider.addEventListener("input", () => {
    play(false);
    show(Number(slider.value));
  });

  let inView = false;
  new IntersectionObserver((entries) => {
    inView = entries[entries.length - 1].isIntersecting;
  }, { threshold: 0.3 }).observe(stepper);
  document.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!step || modified || !inView || event.target === slider) {
      return;
    }
    event.preventDefault();
    play(false);
    show(shown + step);
  });

  show(0);
})();
