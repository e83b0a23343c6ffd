/** `sapphire.ts API TOKEN DATABASE`: Sapphire, and Prisma over node-postgres. */
import { Command, SapphireClient } from '@sapphire/framework';
import { Events, GatewayIntentBits, type ChatInputCommandInteraction } from 'discord.js';
import { complain, sayConnected } from './connect.ts';
import { createPrismaClient } from './prisma/client.ts';
import { repliesFrom } from './replies.ts';
import { PAGE, type Store } from './store.ts';

const [, , api = '', token = '', connectionString = ''] = process.argv;
const prisma = createPrismaClient(connectionString);

const store: Store = {
  ping: () => prisma.$queryRaw`select 1`,

  async addTodo(userId, text, dueAt) {
    const { id } = await prisma.todo.create({ data: { userId, text, dueAt }, select: { id: true } });
    return id;
  },

  async finishTodo(userId, id) {
    const { text } = await prisma.todo.update({
      where: { id, userId, doneAt: null },
      data: { doneAt: new Date() },
      select: { text: true },
    });
    return text;
  },

  async openTodos(userId) {
    const where = { userId, doneAt: null };
    const [todos, total] = await Promise.all([
      prisma.todo.findMany({
        where,
        select: { id: true, text: true, dueAt: true },
        orderBy: { id: 'desc' },
        take: PAGE,
      }),
      prisma.todo.count({ where }),
    ]);
    return { todos, total };
  },

  async addPlaylist(ownerId, name) {
    await prisma.playlist.create({ data: { ownerId, name } });
  },

  async addTrack(ownerId, name, track) {
    const playlist = await prisma.playlist.findUnique({
      where: { ownerId_name: { ownerId, name } },
      select: { id: true, _count: { select: { tracks: true } } },
    });
    if (!playlist) return undefined;
    const place = { playlistId: playlist.id, position: playlist._count.tracks + 1, addedBy: ownerId };
    const { position } = await prisma.track.create({
      data: { ...track, ...place },
      select: { position: true },
    });
    return position;
  },

  async tracksOf(ownerId, name) {
    const playlist = await prisma.playlist.findUnique({
      where: { ownerId_name: { ownerId, name } },
      select: {
        id: true,
        _count: { select: { tracks: true } },
        tracks: {
          select: { id: true, position: true, title: true, artist: true },
          orderBy: { position: 'asc' },
          take: PAGE,
        },
      },
    });
    return playlist
      ? { playlistId: playlist.id, tracks: playlist.tracks, total: playlist._count.tracks }
      : undefined;
  },
};

const answer = repliesFrom(store);

class Answering extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) => builder.setName(this.name).setDescription(this.name));
  }

  override async chatInputRun(interaction: ChatInputCommandInteraction): Promise<unknown> {
    return interaction.reply(await answer(interaction));
  }
}

const client = new SapphireClient({
  intents: [GatewayIntentBits.Guilds],
  rest: { api },
  baseUserDirectory: null,
});
for (const name of ['todo', 'playlist', 'help', 'about'])
  await client.stores.loadPiece({ store: 'commands', name, piece: Answering });
client.on('chatInputCommandError', complain);
client.once(Events.ClientReady, sayConnected);
process.once('SIGTERM', () => process.exit(0));
await client.login(token);
