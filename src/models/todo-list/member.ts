import { BaseModel } from '../base/base-model.ts';
import { columns } from '../base/columns.ts';
import { fact, key, named, theirs } from '../base/held.ts';

/** That somebody besides its owner may see a list of to-dos, or also change what is on it. */
export class TodoListMember extends BaseModel {
  static override tableName = 'todo_list_members';
  static override columns = columns(
    'todo_list_members',
    {
      list_id: key,
      user_id: theirs('with whom'),
      role: fact('as what'),
      granted_by: named('who shared it'),
      granted_at: fact('when'),
    },
    {
      file: 'todo-list-shares',
      by: 'list_id, user_id',
      on: ['list_id', 'todo_lists'],
      without: 'what you shared with others of what is not yours',
    },
  );
  static {
    this.register();
  }
  static override idColumn = ['list_id', 'user_id'];

  declare listId: string;
  declare userId: string;
  declare role: 'viewer' | 'editor';
  declare grantedBy: string | null;
  declare grantedAt: Date;
}
