import { MessageFlags, type ChatInputCommandInteraction, type ButtonInteraction } from 'discord.js';
import type { Reply } from './replies.ts';

/** Discord forgets an interaction that has no first response after three seconds; ours leaves at the latest then (ms). */
export const DEFER_AFTER_MS = 1_500;

/** One interaction's way to Discord: whatever is said first, late or instead ends up where the person looks. */
export interface Responder {
  /** Says it: as the first response, or in place of “thinking…” when that was shown. */
  send(reply: Reply): Promise<void>;
  /** Says to the caller alone that it failed; what was there before stays as it is. */
  refuse(content: string): Promise<void>;
  /** Ends the wait for the automatic deferral. Call it always. */
  close(): void;
}

const body = (reply: Reply) => ({
  content: reply.content ?? '',
  embeds: reply.embeds ?? [],
  components: reply.components ?? [],
  allowedMentions: { parse: [] },
});

/**
 * Defers by itself when the handler takes longer than `deferAfterMs`; ephemeral then if `isPrivate` says so, which is
 * fixed from that moment on.
 * Source: Discord documentation, "Receiving and Responding", interaction callbacks.
 */
export function respondTo(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  options: { isPrivate(): boolean; deferAfterMs: number; onDeferFailed(error: unknown): void },
): Responder {
  const isComponent = interaction.isMessageComponent();
  let deferral: Promise<void> | null = null;
  let deferredPrivately = false;

  async function defer(): Promise<void> {
    try {
      if (isComponent) return void (await interaction.deferUpdate());
      deferredPrivately = options.isPrivate();
      await interaction.deferReply(deferredPrivately ? { flags: MessageFlags.Ephemeral } : {});
    } catch (error) {
      options.onDeferFailed(error);
    }
  }

  const timer = setTimeout(() => {
    deferral = defer();
  }, options.deferAfterMs);

  return {
    async send(reply) {
      clearTimeout(timer);
      await deferral;
      if (interaction.deferred) await interaction.editReply(body(reply));
      else if (isComponent) await interaction.update(body(reply));
      else {
        const isPrivate = reply.private ?? options.isPrivate();
        await interaction.reply({ ...body(reply), ...(isPrivate ? { flags: MessageFlags.Ephemeral } : {}) });
      }
    },

    async refuse(content) {
      clearTimeout(timer);
      await deferral;
      const message = { ...body({ content }), flags: MessageFlags.Ephemeral } as const;
      if (!interaction.deferred) await interaction.reply(message);
      else if (!isComponent && deferredPrivately) await interaction.editReply(body({ content }));
      else {
        // A public “thinking…” cannot become private: it goes, and the sentence comes beside it.
        await interaction.followUp(message);
        if (!isComponent) await interaction.deleteReply();
      }
    },

    close: () => clearTimeout(timer),
  };
}
