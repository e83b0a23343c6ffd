/** What a PromQL expression names: metrics, each with the labels it is asked for, and labels it groups by. */
export interface Named {
  metrics: { name: string; matchers: { label: string; operator: string; value: string }[] }[];
  grouped: string[];
}

const SELECTOR = /([a-zA-Z_:][\w:]*)\s*\{([^}]*)\}/g;
const MATCHER = /(\w+)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"/g;
const GROUPING = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g;
const WORDS = /[a-zA-Z_:][\w:]*(?=\s*(\()?)/g;
const KEYWORDS = new Set([
  'and',
  'or',
  'unless',
  'bool',
  'offset',
  'by',
  'without',
  'on',
  'ignoring',
  'inf',
  'nan',
]);

/** Reads as much of PromQL as rules and dashboards here use. */
export function namesIn(expression: string): Named {
  const metrics: Named['metrics'] = [];
  const grouped: string[] = [];
  const rest = expression
    .replace(SELECTOR, (_, name: string, inside: string) => {
      const matchers = [...inside.matchAll(MATCHER)].map(([, label = '', operator = '', value = '']) => ({
        label,
        operator,
        value,
      }));
      metrics.push({ name, matchers });
      return ' ';
    })
    .replace(GROUPING, (_, inside: string) => {
      grouped.push(
        ...inside
          .split(',')
          .map((label) => label.trim())
          .filter(Boolean),
      );
      return ' ';
    })
    // Ranges: [5m], [$__rate_interval].
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/"(?:[^"\\]|\\.)*"/g, ' ');
  for (const { 0: word, 1: call } of rest.matchAll(WORDS))
    if (!call && !KEYWORDS.has(word.toLowerCase())) metrics.push({ name: word, matchers: [] });
  return { metrics, grouped };
}
