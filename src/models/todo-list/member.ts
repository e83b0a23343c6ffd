import { BaseModel } from '../base/base-model.ts';
import { columns } from '../base/columns.ts';

/** That somebody besides its owner may see a list of to-dos, or also change what is on it. */
export class TodoListMember extends BaseModel {
  static override tableName = 'todo_list_members';
  static override columns = columns(
    'todo_list_members',
    'list_id',
    'user_id',
    'role',
    'granted_by',
    'granted_at',
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
