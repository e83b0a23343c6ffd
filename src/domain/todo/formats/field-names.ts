import { compact } from './plain-words.ts';

/** What of a to-do a column or a property can hold. `kind` says what else than a to-do a row is. */
export const TODO_FIELDS = [
  'text',
  'done',
  'doneAt',
  'priority',
  'due',
  'zone',
  'allDay',
  'repeat',
  'repeatDay',
  'assignee',
  'kind',
  'cancelled',
  'archived',
  'language',
] as const;
export type TodoField = (typeof TODO_FIELDS)[number];

/** Languages that column heads are written in. */
export type HeaderLanguage = 'en' | 'de' | 'es' | 'fr' | 'ja' | 'pt';

/** Names that other programs use, the likelier first, without blanks. */
const NAMES: Readonly<Record<HeaderLanguage, Partial<Record<TodoField, string>>>> = {
  en: {
    text: 'text title task taskname todo cardname displayname name content summary subject item tasktitle issuetitle action description',
    done: 'done completed complete checked finished isdone iscompleted ischecked duecomplete status state progress checkbox percentcomplete',
    doneAt:
      'completedat completedon completeddate completiondate completedtime completeddatetime datecompleted finishedat closedat resolved',
    priority: 'priority importance prio urgency prioritylevel',
    due: 'due duedate dueat dueon duedatetime duetime deadline date datedue duestring targetdate enddate when',
    zone: 'zone timezone duezone duetimezone',
    allDay: 'allday isallday',
    repeat: 'repeat repeats recurrence recurring rrule repeatrule frequency',
    repeatDay: 'repeatday',
    assignee: 'assigneeid assignee assignedto responsible owner',
    kind: 'type kind rowtype',
    cancelled: 'cancelled canceled iscancelled iscanceled',
    archived: 'archived isarchived closed',
    language: 'datelang',
  },
  de: {
    text: 'Aufgabe Titel Aufgabenname Aufgabentitel Bezeichnung Betreff ZuTun Was Inhalt Beschreibung',
    done: 'erledigt fertig abgeschlossen Status Zustand Fortschritt',
    doneAt: 'erledigtam abgeschlossenam Abschlussdatum',
    priority: 'Priorität Prio Wichtigkeit Dringlichkeit',
    due: 'fällig fälligam Fälligkeit Fälligkeitsdatum fälligbis Frist Termin Stichtag Enddatum Datum bis biswann',
    zone: 'Zeitzone',
    allDay: 'ganztägig',
    repeat: 'Wiederholung wiederholen wiederholtsich wiederkehrend Rhythmus',
    assignee: 'zuständig zugewiesenan zugewiesen verantwortlich Bearbeiter',
    kind: 'Typ Art',
  },
  es: {
    text: 'tarea título nombre asunto nombredelatarea contenido quéhacer descripción',
    done: 'hecho hecha completado completada terminado terminada finalizado finalizada estado',
    doneAt: 'fechadefinalización completadoel fechacompletada',
    priority: 'prioridad importancia urgencia',
    due: 'vencimiento fechadevencimiento vence venceel fechalímite plazo fecha',
    zone: 'zonahoraria husohorario',
    allDay: 'todoeldía',
    repeat: 'repetición repetir repite serepite recurrencia periodicidad',
    assignee: 'responsable asignadoa asignado encargado',
    kind: 'tipo',
  },
  fr: {
    text: 'tâche titre nom intitulé objet nomdelatâche àfaire contenu libellé description',
    done: 'fait faite terminé terminée achevé achevée accompli effectué statut état avancement',
    doneAt: 'terminéle datedefin dateachèvement',
    priority: 'priorité importance urgence',
    due: 'échéance datedéchéance dateéchéance dû dûle datelimite pourle délai date',
    zone: 'fuseauhoraire fuseau',
    allDay: 'journéeentière',
    repeat: 'répétition répéter récurrence serépète périodicité',
    assignee: 'responsable assignéà attribuéà assigné',
    kind: 'type',
  },
  ja: {
    text: 'タスク タスク名 タイトル 件名 名前 題名 やること 内容 項目 作業 用件',
    done: '完了 済 済み 完了済み 完了状態 状態 ステータス 進捗 チェック',
    doneAt: '完了日 完了日時',
    priority: '優先度 優先順位 重要度 緊急度',
    due: '期限 期日 締切 締め切り 〆切 期限日 締切日 日付 予定日',
    zone: 'タイムゾーン',
    allDay: '終日',
    repeat: '繰り返し 繰返し くり返し 繰り返す',
    assignee: '担当 担当者 割り当て先',
    kind: '種類 種別',
  },
  pt: {
    text: 'tarefa título nome assunto nomedatarefa conteúdo oquefazer descrição',
    done: 'feito feita concluído concluída completo completa pronto finalizado finalizada situação status estado',
    doneAt: 'concluídoem datadeconclusão',
    priority: 'prioridade importância urgência',
    due: 'vencimento datadevencimento venceem vence prazo datalimite data entrega',
    zone: 'fusohorário fuso',
    allDay: 'diainteiro',
    repeat: 'repetição repetir repete recorrência periodicidade',
    assignee: 'responsável atribuídoa atribuído encarregado',
    kind: 'tipo',
  },
};

interface Name {
  field: TodoField;
  /** The lower, the likelier it is what is meant where several columns could be. */
  rank: number;
  languages: ReadonlySet<HeaderLanguage>;
}

const KNOWN: ReadonlyMap<string, Name> = (() => {
  const known = new Map<string, { field: TodoField; rank: number; languages: Set<HeaderLanguage> }>();
  for (const [language, fields] of Object.entries(NAMES) as [HeaderLanguage, Record<TodoField, string>][]) {
    for (const [field, names] of Object.entries(fields) as [TodoField, string][]) {
      names.split(' ').forEach((name, rank) => {
        const found = known.get(compact(name));
        if (found) found.languages.add(language);
        else known.set(compact(name), { field, rank, languages: new Set([language]) });
      });
    }
  }
  return known;
})();

/** The longest name that is looked up. */
const NAME_MAX = 60;

/** Which field a column called so holds. */
export function fieldNamed(name: string): TodoField | undefined {
  return name.length > NAME_MAX ? undefined : KNOWN.get(compact(name))?.field;
}

/** Columns and properties that only programs need. */
const TECHNICAL =
  /(?:id|uri|url|link)$|^(?:etag|kind|type|self|pos|position|order|sortorder|columnorder|viewmode|indent|odata.*|format|version|datelang|durationunit)$/;

/** Whether a name is of what nobody misses: numbers by which a program finds its own. */
export function isTechnical(name: string): boolean {
  return TECHNICAL.test(compact(name.slice(0, NAME_MAX)));
}

/** Which names hold which fields, the likeliest first, and the language that the names are in. */
export interface FieldsFound {
  columns: ReadonlyMap<TodoField, readonly number[]>;
  /** Null where it is English or cannot be told. */
  language: HeaderLanguage | null;
}

/** What columns or properties called so hold: “Due Date”, “due_date” and “dueDate” are one, “Fällig am” as well. */
export function findFields(names: readonly string[]): FieldsFound {
  const found = names.flatMap((name, index) => {
    const known = name.length > NAME_MAX ? undefined : KNOWN.get(compact(name));
    return known ? [{ ...known, index }] : [];
  });
  const columns = new Map<TodoField, number[]>();
  for (const { field, index } of found.toSorted((a, b) => a.rank - b.rank)) {
    columns.set(field, [...(columns.get(field) ?? []), index]);
  }
  return { columns, language: languageOf(found) };
}

/** The only language that has all the names that are not English. */
function languageOf(found: readonly Name[]): HeaderLanguage | null {
  const foreign = found.filter(({ languages }) => !languages.has('en'));
  const candidates = (Object.keys(NAMES) as HeaderLanguage[]).filter((language) =>
    foreign.every(({ languages }) => languages.has(language)),
  );
  if (foreign.length === 0 || candidates.length === 0) return null;
  const score = (language: HeaderLanguage) => found.filter(({ languages }) => languages.has(language)).length;
  return candidates.reduce((best, next) => (score(next) > score(best) ? next : best));
}
