import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ElementPart, PartType, type PartInfo } from 'lit/directive.js';

const nearPx = 80;

// A directive, so that the observers live exactly as long as the element they watch.
class StickToBottom extends AsyncDirective {
  private element: HTMLElement | undefined;
  private stuck = true;
  private reason: string | undefined;
  private top = 0;
  private height = 0;
  private readonly sizes = new ResizeObserver(() => this.follow());

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('stickToBottom stands on an element');
  }

  override render(_reason: string, _isLinked: boolean): void {}

  override update(part: ElementPart, [reason, isLinked]: [reason: string, isLinked: boolean]): void {
    if (reason !== this.reason) {
      this.reason = reason;
      this.stuck = !isLinked;
      // What changed with it is drawn after this runs.
      queueMicrotask(() => this.follow());
    }
    if (this.element || !(part.element instanceof HTMLElement)) return;
    const { element } = part;
    this.element = element;
    element.addEventListener('scroll', () => {
      const near = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
      // This is told late: content that has shrunk and grown again since also ends further up. Only a reader who
      // scrolls up leaves the end.
      if (near || (element.scrollTop < this.top && element.scrollHeight === this.height)) this.stuck = near;
      this.top = element.scrollTop;
      this.height = element.scrollHeight;
    });
    this.observe();
  }

  protected override disconnected(): void {
    this.sizes.disconnect();
  }

  protected override reconnected(): void {
    this.observe();
  }

  private observe(): void {
    if (!this.element) return;
    this.sizes.observe(this.element);
    // The log inside grows with each message and each picture that has loaded. It is drawn after this runs.
    queueMicrotask(() => {
      const content = this.element?.firstElementChild;
      if (content) this.sizes.observe(content);
    });
  }

  private follow(): void {
    if (!this.element) return;
    this.height = this.element.scrollHeight;
    if (this.stuck) this.element.scrollTop = this.height;
  }
}

/**
 * Keeps a scroller at its end while its content grows, unless the reader has scrolled up. It goes there, wherever the
 * reader is, when `reason` changes (another channel, something sent), unless a link leads elsewhere.
 */
export const stickToBottom = directive(StickToBottom);
