(function () {
  var all = document.querySelectorAll("details");
  window.addEventListener("beforeprint", function () { all.forEach(function (d) { d.open = true; }); });
  document.addEventListener("click", function (e) {
    var picture = e.target.closest(".place img");
    if (picture) { picture.closest(".place").classList.toggle("wide"); }
  });
  var bar = document.getElementById("filters");
  if (!bar) { return; }
  var cards = document.querySelectorAll(".problem"), section = document.getElementById("section"), words = document.getElementById("words"), shown = document.getElementById("shown");
  function show() {
    var on = {}, count = 0, wanted = words.value.trim();
    bar.querySelectorAll("button").forEach(function (b) { on[b.dataset.key] = b.getAttribute("aria-pressed") === "true"; });
    cards.forEach(function (c) {
      var fits = on[c.dataset.key] && (!section.value || c.dataset.section === section.value) && (!wanted || c.textContent.indexOf(wanted) >= 0);
      c.classList.toggle("off", !fits);
      count += fits ? 1 : 0;
    });
    shown.textContent = count === cards.length ? "" : "显示 " + count + " / " + cards.length + " 项";
  }
  bar.addEventListener("click", function (e) {
    var b = e.target.closest("button");
    if (b) { b.setAttribute("aria-pressed", b.getAttribute("aria-pressed") === "true" ? "false" : "true"); show(); }
  });
  section.addEventListener("change", show);
  words.addEventListener("input", show);
}());
