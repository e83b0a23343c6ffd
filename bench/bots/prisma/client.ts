import { PrismaPg } from '@prisma/adapter-pg';
import { getPrismaClientClass } from './generated-client.ts';
import type { Todo, Track } from '../store.ts';

type UserTodo = Todo & { userId: string };
type OpenOf = { userId: string; doneAt: null };
type NamedBy = { ownerId_name: { ownerId: string; name: string } };

/** What the bot uses of the types that `prisma generate` writes. */
export interface PrismaClient {
  $queryRaw(sql: TemplateStringsArray): Promise<unknown>;
  todo: {
    create(one: { data: Omit<UserTodo, 'id'>; select: { id: true } }): Promise<Pick<Todo, 'id'>>;
    update(one: {
      where: OpenOf & { id: number };
      data: { doneAt: Date };
      select: { text: true };
    }): Promise<Pick<Todo, 'text'>>;
    findMany(some: {
      where: OpenOf;
      select: { id: true; text: true; dueAt: true };
      orderBy: { id: 'desc' };
      take: number;
    }): Promise<Todo[]>;
    count(some: { where: OpenOf }): Promise<number>;
  };
  playlist: {
    create(one: { data: { ownerId: string; name: string } }): Promise<unknown>;
    findUnique(one: {
      where: NamedBy;
      select: { id: true; _count: { select: { tracks: true } } };
    }): Promise<{ id: number; _count: { tracks: number } } | null>;
    findUnique(one: {
      where: NamedBy;
      select: {
        id: true;
        _count: { select: { tracks: true } };
        tracks: {
          select: { id: true; position: true; title: true; artist: true };
          orderBy: { position: 'asc' };
          take: number;
        };
      };
    }): Promise<{ id: number; _count: { tracks: number }; tracks: Track[] } | null>;
  };
  track: {
    create(one: {
      data: Omit<Track, 'id'> & { playlistId: number; addedBy: string };
      select: { position: true };
    }): Promise<Pick<Track, 'position'>>;
  };
}

/** Prisma's client over node-postgres; its query compiler is in the package, as WebAssembly. */
export function createPrismaClient(connectionString: string): PrismaClient {
  const Client = getPrismaClientClass() as unknown as new (options: { adapter: PrismaPg }) => PrismaClient;
  return new Client({ adapter: new PrismaPg({ connectionString, max: 10 }) });
}
