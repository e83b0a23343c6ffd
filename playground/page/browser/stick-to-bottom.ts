import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ElementPart, PartType, type PartInfo } from 'lit/directive.js';

const nearPx = 80;

// A directive, so that the observers live exactly as long as the element they watch.
class StickToBottom extends AsyncDirective {
  private element: HTMLElement | undefined;
  private stuck = true;
  private top = 0;
  private readonly sizes = new ResizeObserver(() => this.follow());

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('stickToBottom stands on an element');
  }

  override render(): void {}

  override update(part: ElementPart): void {
    if (this.element || !(part.element instanceof HTMLElement)) return;
    const { element } = part;
    this.element = element;
    element.addEventListener('scroll', () => {
      const near = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
      // This is told late: the content may have grown again since. Only scrolling up leaves the end.
      if (near || element.scrollTop < this.top) this.stuck = near;
      this.top = element.scrollTop;
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
    if (this.stuck && this.element) this.element.scrollTop = this.element.scrollHeight;
  }
}

/** Keeps a scroller at its end while its content grows, unless the reader has scrolled up. */
export const stickToBottom = directive(StickToBottom);
