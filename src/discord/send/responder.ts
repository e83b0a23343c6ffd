import {
  DiscordAPIError,
  MessageFlags,
  type ChatInputCommandInteraction,
  type ContextMenuCommandInteraction,
  type Message,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import { bounded, boundedModal } from './bounds.ts';
import type { Opened } from '../declare/form.ts';
import type { Reply, Said } from '../declare/reply.ts';
import { isAnsweredElsewhere, isUndelivered } from './too-late.ts';

/** Discord forgets an interaction that has no first response after three seconds; ours leaves at the latest then (ms). */
export const DEFER_AFTER_MS = 1_500;

/** Interactions that are answered by a message, a change of one, or a form. */
export type Answerable =
  | ChatInputCommandInteraction
  | ContextMenuCommandInteraction
  | MessageComponentInteraction
  | ModalSubmitInteraction;

/** One interaction's way to Discord: whatever is said first, late or instead ends up where the person looks. */
export interface Responder {
  /** Says it: as the first response, or in place of “thinking…” when that was shown. */
  send(reply: Reply | Opened): Promise<void>;
  /**
   * Says to the caller alone that it failed; what was there before stays as it is.
   * @param mayTakeOver whether it may take the place of another process’s “thinking…”
   */
  refuse(content: string, mayTakeOver: boolean): Promise<void>;
  /** Shows “thinking…” now, which Discord lets one process do. @throws what `isAnsweredElsewhere` knows, in all others */
  claim(): Promise<void>;
  /** Shows no “thinking…” of its own accord from now on. */
  hold(): void;
  /** Who has answered so far: nobody, this process with “thinking…” and nothing else, or another one. */
  look(): Promise<'open' | 'ours' | 'taken'>;
  /** Ends the wait for the automatic deferral. Call it always. */
  close(): void;
}

export interface ResponderOptions {
  /** Nobody but the caller is in the place. */
  isAlone: boolean;
  /** The caller wants to be answered in private. */
  prefersPrivate(): boolean;
  /** Whether everybody in the place may see what a reply is about. */
  isForAllHere(reply: Reply): boolean;
  /** Milliseconds; null never defers, for what answers with a form. */
  deferAfterMs: number | null;
  onDeferFailed(error: unknown): void;
  /** Whether a “thinking…” of another process may be replaced. */
  mayTakeOver(): boolean;
}

const EPHEMERAL = { flags: MessageFlags.Ephemeral } as const;

const isEphemeral = ({ message }: { message: Message | null }) =>
  message?.flags.has(MessageFlags.Ephemeral) ?? false;

function body(said: Said) {
  const { files, ...message } = bounded(said);
  return {
    ...message,
    files: files.map(({ name, data }) => ({ name, attachment: Buffer.from(data) })),
    allowedMentions: { parse: [] },
  };
}

/**
 * Defers by itself when the handler takes longer than `deferAfterMs`: in private wherever others are, for what the reply
 * will be about is not known then, and who sees it is fixed from that moment on.
 * Source: Discord documentation, "Receiving and Responding", interaction callbacks.
 */
export function respondTo(interaction: Answerable, options: ResponderOptions): Responder {
  // A press, and a form that a press opened, change the message they came from.
  const changes =
    interaction.isMessageComponent() || (interaction.isModalSubmit() && interaction.isFromMessage())
      ? interaction
      : null;
  let deferral: Promise<void> | null = null;
  let deferredPrivately = false;

  async function defer(): Promise<void> {
    if (changes) return void (await changes.deferUpdate());
    deferredPrivately = !options.isAlone || options.prefersPrivate();
    await interaction.deferReply(deferredPrivately ? EPHEMERAL : {});
  }

  /** Whether an earlier delivery left “thinking…” behind and nothing more; then it is ours to replace. */
  async function takesOver(error: unknown): Promise<boolean> {
    if (!options.mayTakeOver() || !isAnsweredElsewhere(error)) return false;
    if (!changes) {
      const { flags } = await interaction.fetchReply();
      if (!flags.has(MessageFlags.Loading)) return false;
      deferredPrivately = flags.has(MessageFlags.Ephemeral);
    }
    interaction.deferred = true;
    return true;
  }

  /** Tells the caller alone, after a deferral that others see, or that changes a message. */
  async function tellAlone(said: Said): Promise<void> {
    // A public “thinking…” cannot become private, and what follows it takes its place for everybody to see: so it goes
    // first. If it cannot go, it stays; what is lost then tells nobody anything.
    if (!changes) await interaction.deleteReply();
    await interaction.followUp({ ...body(said), ...EPHEMERAL });
  }

  async function sendFirst(reply: Reply): Promise<void> {
    const isForAll = options.isForAllHere(reply);
    // What others see is not changed into something that is not for them: that comes beside it.
    const updates = changes && (isForAll || isEphemeral(changes)) ? changes : null;
    if (!interaction.deferred) {
      const isPrivate = !isForAll || (!changes && options.prefersPrivate());
      try {
        if (updates) await updates.update(body(reply));
        else await interaction.reply({ ...body(reply), ...(isPrivate ? EPHEMERAL : {}) });
        return;
      } catch (error) {
        if (!(await takesOver(error))) throw error;
      }
    }
    if (updates || (!changes && (isForAll || deferredPrivately))) await interaction.editReply(body(reply));
    else await tellAlone(reply);
  }

  const timer =
    options.deferAfterMs === null
      ? undefined
      : setTimeout(() => {
          deferral = defer().catch((error: unknown) => options.onDeferFailed(error));
        }, options.deferAfterMs);

  return {
    async send(reply) {
      clearTimeout(timer);
      await deferral;
      if ('modal' in reply) {
        if (interaction.isModalSubmit()) throw new TypeError('a form cannot be answered with a form');
        await interaction.showModal(boundedModal(reply.modal));
        return;
      }
      await sendFirst(reply);
      const isPrivate = !options.isForAllHere(reply);
      for await (const said of reply.more ?? [])
        await interaction.followUp({ ...body(said), ...(isPrivate ? EPHEMERAL : {}) });
    },

    async refuse(content, mayTakeOver) {
      clearTimeout(timer);
      await deferral;
      // What followed the answer could not be told to its end.
      if (interaction.replied) {
        await interaction.followUp({ ...body({ content }), ...EPHEMERAL });
        return;
      }
      if (!interaction.deferred) {
        try {
          await interaction.reply({ ...body({ content }), ...EPHEMERAL });
          return;
        } catch (error) {
          // Where a message is to change nothing shows whether it did: it stays.
          if (changes || !mayTakeOver || !(await takesOver(error))) throw error;
        }
      }
      if (!changes && (deferredPrivately || options.isAlone)) await interaction.editReply(body({ content }));
      else await tellAlone({ content });
    },

    async claim() {
      clearTimeout(timer);
      await deferral;
      if (!interaction.deferred) await defer();
    },

    hold: () => clearTimeout(timer),

    async look() {
      await deferral;
      try {
        const { flags, editedTimestamp } = await interaction.fetchReply();
        if (!interaction.deferred) return 'taken';
        const isUntouched = changes
          ? (editedTimestamp ?? 0) < interaction.createdTimestamp
          : flags.has(MessageFlags.Loading);
        return isUntouched ? 'ours' : 'taken';
      } catch (error) {
        // Nothing was answered that could be looked at; or Discord cannot be asked, and would take no answer either.
        if (error instanceof DiscordAPIError || isUndelivered(error)) return 'open';
        throw error;
      }
    },

    close: () => clearTimeout(timer),
  };
}
