/**
 * Tell the service at `address` each time that a reader has seen the block, and what was clicked.
 *
 * Seen means half of it, or of the window, for a second. One message is sent when the page is
 * hidden or left; whoever comes back and sees the block again makes another view. Nothing is kept:
 * the number of a view is random and lives as long as the view.
 */
export function watch(section, address, shown, signal) {
  let view, timer;
  const see = () => { view ??= { view: crypto.getRandomValues(new Uint32Array(4)).join('-'), clicked: new Set() }; };
  const wait = () => { timer ??= setTimeout(see, 1000); };
  const rest = () => { timer = clearTimeout(timer); };
  const end = () => {
    rest();
    if (view) navigator.sendBeacon(address, JSON.stringify({ ...shown, ...view, clicked: [...view.clicked] }));
    view = null;
  };
  const observer = new IntersectionObserver(entries => {
    const { intersectionRatio, intersectionRect } = entries.at(-1);
    intersectionRatio >= .5 || intersectionRect.height >= innerHeight / 2 ? wait() : rest();
  }, { threshold: Array.from({ length: 21 }, (_, step) => step / 20) });
  const click = event => {
    const story = event.target.closest('a')?.closest('li');
    // the second button opens a menu, not the story
    if (!story || event.button > 1) return;
    see();
    view.clicked.add([...story.parentNode.children].indexOf(story) + 1);
  };
  const turn = () => {
    observer.disconnect();
    document.hidden ? end() : observer.observe(section);
  };
  const stop = () => { observer.disconnect(); end(); };
  if (signal.aborted) return;
  turn();
  section.addEventListener('click', click, { signal });
  section.addEventListener('auxclick', click, { signal });
  document.addEventListener('visibilitychange', turn, { signal });
  addEventListener('pagehide', end, { signal });
  signal.addEventListener('abort', stop);
}
