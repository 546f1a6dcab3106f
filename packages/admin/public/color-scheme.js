// Before the first paint, so that a dark page never flashes white. The admin's colour-mode switch keeps the same key.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('vueuse-color-scheme');
  } catch {
    // A browser that refuses storage keeps no choice: the system's scheme applies.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.toggle('dark', dark);
})();
