/** `plain.ts API TOKEN DATABASE STATEMENTS`: carries out statements, several of them in a transaction. */
import { Pool, type QueryResultRow } from 'pg';
import type { ChatInputCommandInteraction } from 'discord.js';
import type { Statement } from '../sql/statement.ts';
import { answerCommands } from './connect.ts';
import { bindingsOf } from './bindings.ts';

interface Line extends QueryResultRow {
  name?: string;
  title?: string;
  position?: number;
  lines?: { position: number; title: string; artist: string | null; durationMs: number | null }[];
}

const [, , api = '', token = '', connectionString = '', given = '[]'] = process.argv;
const statements = JSON.parse(given) as Statement[];
const pool = new Pool({ connectionString, max: 10 });

async function read(interaction: ChatInputCommandInteraction): Promise<Line[]> {
  const rows: Line[] = [];
  for (const { sql, bindings } of statements)
    rows.push(...(await pool.query<Line>(sql, bindingsOf(bindings, interaction))).rows);
  return rows;
}

async function write(interaction: ChatInputCommandInteraction): Promise<Line[]> {
  const rows: Line[] = [];
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const { sql, bindings } of statements)
      rows.push(...(await client.query<Line>(sql, bindingsOf(bindings, interaction))).rows);
    await client.query('commit');
    return rows;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

await answerCommands([api, token], async (interaction) => {
  const isRead = statements.length === 1 && statements[0]?.reads;
  const rows = await (isRead ? read(interaction) : write(interaction));
  const row: Line = Object.assign({}, ...rows);
  if (!isRead) return interaction.reply(`Added **${row.title}** as number ${row.position} to ${row.name}.`);
  const lines = row.lines?.map(
    ({ position, title, artist }) => `${position}. **${title}** · ${artist ?? ''}`,
  );
  return interaction.reply({ embeds: [{ title: row.name ?? '', description: (lines ?? []).join('\n') }] });
});
