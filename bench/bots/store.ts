export interface Todo {
  id: number;
  text: string;
  dueAt: Date | null;
}

export interface Track {
  id: number;
  position: number;
  title: string;
  artist: string | null;
}

/** What the compared bots ask of PostgreSQL, each in its own way. Nothing is found: undefined. */
export interface Store {
  ping(): Promise<unknown>;
  /** @returns the new to-do's number */
  addTodo(userId: string, text: string, dueAt: Date | null): Promise<number>;
  /** @returns the to-do's text */
  finishTodo(userId: string, id: number): Promise<string | undefined>;
  /** The latest open ones, a page of them, and how many there are. */
  openTodos(userId: string): Promise<{ todos: Todo[]; total: number }>;
  addPlaylist(ownerId: string, name: string): Promise<void>;
  /** At the end. @returns its position */
  addTrack(
    ownerId: string,
    playlist: string,
    track: Pick<Track, 'title' | 'artist'>,
  ): Promise<number | undefined>;
  /** The first page of tracks, and how many there are. */
  tracksOf(
    ownerId: string,
    playlist: string,
  ): Promise<{ playlistId: number; tracks: Track[]; total: number } | undefined>;
}

export const PAGE = 10;
