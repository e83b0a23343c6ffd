import type { Priority } from '../todo.ts';
import { compact, lookup, plainWords } from './plain-words.ts';

/** How programs and people call them, in six languages, without blanks. */
const WORDS = lookup<Priority>({
  urgent:
    'urgent critical highest blocker asap immediate veryhigh p0 p1 dringend kritisch höchste höchst sehrhoch sofort urgente crítico crítica muyalta máxima critique trèshaute maximale 緊急 至急 最高 最優先 muitoalta',
  high: 'high important major p2 hoch hohe wichtig haute haut élevée élevé importante alta alto importante 高 高い 重要',
  normal:
    'normal medium med mid middle moderate none default standard no nopriority p3 mittel mittlere mittelhoch keine ohne standard moyenne moyen normale aucune media medio ninguna ninguno média médio nenhuma nenhum 中 普通 通常 標準 なし 無し',
  low: 'low lowest minor trivial verylow p4 niedrig niedrige gering sehrniedrig niedrigste basse bas faible trèsbasse baja bajo muybaja baixa baixo muitobaixa 低 低い 最低',
});

const IGNORED = new Set(['priority', 'prio', 'prioritat', 'prioridad', 'priorite', 'prioridade', '優先度']);

/** How a file counts its priorities. */
export type PriorityScale = 'oneIsMostUrgent' | 'fourIsMostUrgent' | 'tickTick' | 'iCalendar' | 'marks';

const NUMBERS: Readonly<Record<PriorityScale, Readonly<Record<string, Priority>>>> = {
  oneIsMostUrgent: { 0: 'normal', 1: 'urgent', 2: 'high', 3: 'normal', 4: 'low' },
  fourIsMostUrgent: { 1: 'low', 2: 'normal', 3: 'high', 4: 'urgent' },
  tickTick: { 0: 'normal', 1: 'low', 3: 'normal', 5: 'high' },
  // RFC 5545, 3.8.1.9: 1 to 4 are high, 5 is medium, 6 to 9 are low.
  iCalendar: {
    0: 'normal',
    1: 'urgent',
    2: 'high',
    3: 'high',
    4: 'high',
    5: 'normal',
    6: 'low',
    7: 'low',
    8: 'low',
    9: 'low',
  },
  // Apple’s reminders have up to three exclamation marks.
  marks: { '!': 'low', '!!': 'normal', '!!!': 'high' },
};
const ALONE: Readonly<Record<string, Priority>> = { '!': 'high' };

/** The scale of a column whose program is unknown: one mark alone means important, beside two it is the least. */
export function scaleOf(values: readonly string[]): PriorityScale {
  return values.some((value) => /^!{2,3}$/.test(value.trim())) ? 'marks' : 'oneIsMostUrgent';
}

/** The priority that a text names, in figures of that scale or in words; normal where it is empty. */
export function readPriority(text: string, scale: PriorityScale): Priority | undefined {
  const said = text.trim();
  if (/^-?$/.test(said)) return 'normal';
  const counted = NUMBERS[scale][said] ?? ALONE[said];
  const whole = counted ?? WORDS.get(compact(said));
  if (whole !== undefined || said.length > 60) return whole;
  const words = plainWords(said)
    .split(' ')
    .filter((word) => !IGNORED.has(word));
  const named = words.filter((word) => !/^\d+$/.test(word));
  const meant = new Set(
    (named.length > 0 ? named : words).map((word) => WORDS.get(word) ?? NUMBERS[scale][word]),
  );
  const [one] = meant;
  return meant.size === 1 ? one : undefined;
}
