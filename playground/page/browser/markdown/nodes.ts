/** Discord's markdown as a tree: what {@link parse} makes and a view draws. */
export type Node =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler' | 'quote' | 'subtext'; content: Node[] }
  | { type: 'heading'; level: 1 | 2 | 3; content: Node[] }
  | { type: 'list'; ordered: boolean; start: number; items: Node[][] }
  | { type: 'code' | 'code-block'; text: string }
  | { type: 'link'; url: string; content: Node[] }
  | { type: 'mention'; kind: 'user' | 'role' | 'channel'; id: string }
  | { type: 'command'; name: string }
  | { type: 'emoji'; name: string }
  | { type: 'timestamp'; seconds: number; style: string };
