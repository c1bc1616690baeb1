/**
 * <related-stories page="a1">: the stories to open next, as the service that served this script
 * knows them. Until they are there, and if they never come, the element shows what it contains.
 *
 * SERVICE is written in front of this by the service: its style sheet, words and settings.
 */
const { css, words, clicks, explore } = SERVICE;
const SAID = ['related', 'also_in', 'same_event', 'follow_up', 'background'];
const ASKED = ['k', 'languages', 'only', 'policy'];
const RIGHT_TO_LEFT = ['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa'];

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** Make an element; what it is called is its class, and the part by which a site styles it. */
const make = (tag, name, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries({ class: name, part: name, ...attributes }))
    if (value != null) element.setAttribute(key, value);
  element.append(...children.filter(Boolean));
  return element;
};

const locale = tag => {
  try { return new Intl.Locale(tag).maximize(); } catch { return locale('en'); }
};

/** Attributes of a text in a language; if nobody knows which, the browser finds its direction. */
const written = tag => tag === 'und' ? { lang: '', dir: 'auto' }
  : { lang: tag, dir: RIGHT_TO_LEFT.includes(locale(tag).script) ? 'rtl' : 'ltr' };

const spoken = ({ language, script }) => (words[`${language}-${script}`] || words[language])?.split('|');

const safe = url => /^https?:/i.test(url);

class RelatedStories extends HTMLElement {
  static observedAttributes = [...ASKED, 'page', 'url', 'exclude', 'src', 'lang', 'heading', 'level', 'theme'];
  #root = this.attachShadow({ mode: 'open' });
  #asking;

  connectedCallback() {
    this.#root.adoptedStyleSheets = [sheet];
    this.attributeChangedCallback();
  }

  disconnectedCallback() { this.#asking.abort(); }

  attributeChangedCallback() {
    this.#asking?.abort();
    const asking = this.#asking = new AbortController();
    // attributes that change together ask together
    queueMicrotask(() => { if (this.isConnected && !asking.signal.aborted) this.#ask(asking); });
  }

  async #ask(asking) {
    const timer = setTimeout(() => asking.abort(new Error('no answer in time')), this.getAttribute('timeout') || 5000);
    this.hidden = false;
    try {
      this.#root.replaceChildren(this.childElementCount ? make('slot') : this.#waiting());
      const response = await fetch(this.#question(), { signal: asking.signal, credentials: 'omit' });
      if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
      const { items } = await response.json();
      this.#show(items.filter(item => safe(item.url)), asking.signal);
    } catch (error) {
      // another question, or the end of the element, is no failure
      if (asking !== this.#asking || !this.isConnected) return;
      this.#root.replaceChildren(make('slot'));
      this.#tell('error', { error });
    } finally {
      clearTimeout(timer);
    }
  }

  #show(items, signal) {
    const watched = clicks && this.hasAttribute('beacon') && !navigator.globalPrivacyControl && navigator.doNotTrack !== '1';
    // two neighbours change places now and then, which tells what a place is worth; a pin stays
    const odds = watched && items.length > 1 && !items.some(item => item.pinned) ? explore : 0;
    const swapped = Math.random() < odds ? 1 + Math.floor(Math.random() * (items.length - 1)) : 0;
    if (swapped) items.splice(swapped - 1, 2, items[swapped], items[swapped - 1]);
    const section = this.#section({}, items.map(item => this.#story(item)));
    this.hidden = !items.length;
    this.#root.replaceChildren(...items.length ? [section] : []);
    this.#tell(items.length ? 'ready' : 'empty', { items });
    if (!watched || !items.length) return;
    const message = { ...this.#page(), items: items.map(item => item.id), swapped, explore: odds };
    import('./views.js').then(({ watch }) => watch(section, `${this.#service()}v1/clicks`, message, signal));
  }

  #section(attributes, stories) {
    const heading = this.getAttribute('heading');
    const level = this.getAttribute('level') || 2;
    return make('section', 'related-stories',
      { 'aria-labelledby': 'heading', 'data-theme': this.getAttribute('theme'), ...written(this.#speech), ...attributes },
      make(`h${level}`, 'heading', { id: 'heading', ...heading && written(this.#language) }, heading || this.#say('related')),
      make('ul', 'list', { role: 'list' }, ...stories));
  }

  #waiting() {
    const place = () => make('li', null, {}, make('div', 'image'), make('div', 'words'));
    const places = Array.from({ length: Math.min(this.getAttribute('k') || 6, 20) }, place);
    return this.#section({ 'aria-busy': true, part: 'waiting' }, places);
  }

  #story({ url, title, language, image_url, published_at, relation, translations }) {
    const speech = this.#speech;
    const name = tag => new Intl.DisplayNames([speech], { type: 'language' }).of(tag);
    const foreign = language !== 'und' && locale(language).language !== locale(this.#language).language;
    const said = this.#say(relation);
    const day = published_at && new Intl.DateTimeFormat(speech, { dateStyle: 'long' }).format(new Date(published_at));
    const facts = [
      said && make('span', 'relation', {}, said),
      foreign && make('span', 'language', {}, name(language)),
      day && make('time', 'date', { datetime: published_at }, day),
    ].filter(Boolean);
    const versions = translations.filter(version => safe(version.url)).map(version =>
      make('a', 'version', { href: version.url, hreflang: version.language, title: version.title }, name(version.language)));
    const line = (part, content) => content.length && make('p', part, {}, ...content.flatMap(element => [element, ' ']));
    return make('li', 'story', {},
      safe(image_url) && make('img', 'image', { src: image_url, alt: '', width: 320, height: 200, loading: 'lazy', decoding: 'async' }),
      make('div', 'words', {},
        make('a', 'title', { href: url, hreflang: language, ...written(language) }, title),
        line('facts', facts),
        line('versions', versions.length ? [`${this.#say('also_in')}:`, ...versions] : [])));
  }

  #page() {
    const page = this.getAttribute('page');
    if (page) return { page };
    return { url: this.getAttribute('url') || document.querySelector('link[rel=canonical]')?.href || location.href };
  }

  #service() {
    const src = this.getAttribute('src');
    return src ? new URL(src.endsWith('/') ? src : `${src}/`, document.baseURI) : new URL('../../', import.meta.url);
  }

  #question() {
    const { page, url } = this.#page();
    const question = new URL('v1/related', this.#service());
    const asked = question.searchParams;
    asked.set(page ? 'id' : 'url', page || url);
    for (const name of ASKED) if (this.hasAttribute(name)) asked.set(name, this.getAttribute(name));
    for (const id of this.getAttribute('exclude')?.match(/\S+/g) || []) asked.append('exclude', id);
    return question;
  }

  /** The page's language. */
  get #language() { return this.closest('[lang]')?.lang || navigator.language; }

  /** The language that the block speaks: the page's, or English if there are no words in that. */
  get #speech() {
    const page = locale(this.#language);
    return spoken(page) ? `${page.minimize()}` : 'en';
  }

  #say(name) { return spoken(locale(this.#speech))?.[SAID.indexOf(name)]; }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`related-stories:${name}`, { detail, bubbles: true }));
  }
}

customElements.define('related-stories', RelatedStories);
