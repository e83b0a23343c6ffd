import { compact, lookup } from './plain-words.ts';

/** Where a to-do of a file stands. */
export type Status = 'open' | 'done' | 'cancelled';

/** How programs and people call it, in six languages, without blanks. */
const WORDS = lookup<Status>({
  done: 'done yes y true x on complete completed finished closed resolved checked ticked archived ja erledigt fertig abgeschlossen oui fait faite terminé terminée achevé sí si hecho hecha completado completada terminado terminada finalizado finalizada sim feito feita concluído concluída finalizado pronto はい 完了 済 済み 完了済み',
  cancelled:
    'cancelled canceled wontdo wontfix dropped abandoned rejected duplicate abgebrochen storniert verworfen annulé annulée abandonné cancelado cancelada anulado descartado キャンセル 中止 取消',
  open: 'open no n false off todo notstarted inprogress started doing pending waiting waitingonothers deferred new backlog next planned active incomplete needsaction needs-action incomplete unchecked reopened onhold blocked inprocess nein offen inarbeit inbearbeitung nichtbegonnen wartend geplant neu non àfaire ouvert ouverte encours noncommencé enattente no abierto abierta pendiente porhacer enprogreso encurso sinempezar não aberto aberta pendente afazer emandamento emprogresso nãoiniciado いいえ 未完了 未着手 進行中 未 未対応 対応中 保留',
});
const SIGNS: Readonly<Record<string, Status>> = {
  '✓': 'done',
  '✔': 'done',
  '✔️': 'done',
  '✅': 'done',
  '☑': 'done',
  '☑️': 'done',
  '☐': 'open',
  '✗': 'open',
  '✘': 'open',
  '❌': 'open',
  '-': 'open',
};

/** How TickTick counts it. */
const TICKTICK: Readonly<Record<string, Status>> = { '-1': 'cancelled', 0: 'open', 1: 'done', 2: 'done' };

/** What a text says of where a to-do stands: a word, a sign, a share of 100 %, or when it was done. */
export function readStatus(text: string, isTickTick: boolean): Status | undefined {
  const said = text.trim();
  if (said === '') return 'open';
  const known = (isTickTick ? TICKTICK[said] : undefined) ?? SIGNS[said] ?? WORDS.get(compact(said));
  if (known !== undefined) return known;
  if (/^\d{4}-\d\d-\d\d/.test(said)) return 'done';
  const share = /^(\d{1,3}(?:[.,]\d{1,2})?) ?%?$/.exec(said)?.[1];
  if (share === undefined) return undefined;
  return said === '1' || Number(share.replace(',', '.')) >= 100 ? 'done' : 'open';
}
