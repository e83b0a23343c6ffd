/**
 * The most that Discord takes; of texts in characters, counted here in UTF-16 units, of which there are never fewer.
 * Source: Discord documentation, "Message", create message and embed limits; "Component Reference"; "Application
 * Commands", choices; "Receiving and Responding", modals.
 */
export const LIMITS = {
  content: 2_000,
  embeds: 10,
  embed: {
    title: 256,
    description: 4_096,
    fields: 25,
    fieldName: 256,
    fieldValue: 1_024,
    footer: 2_048,
    author: 256,
    /** All texts of all embeds of a message together. */
    total: 6_000,
  },
  rows: 5,
  buttonLabel: 80,
  placeholder: 150,
  customId: 100,
  /** Of a menu; its labels, values and descriptions. */
  options: 25,
  option: 100,
  /** Of an option that is typed; their names and values. */
  choices: 25,
  choice: 100,
  modal: { title: 45, label: 45, description: 100, value: 4_000 },
  files: 10,
  fileName: 100,
} as const;
