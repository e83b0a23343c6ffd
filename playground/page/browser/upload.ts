import { sentence } from './actions.ts';
import type { Page } from './state.ts';

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const characters: string[] = [];
  for (const byte of bytes) characters.push(String.fromCharCode(byte));
  return btoa(characters.join(''));
}

/** Uploads a file as the acting person; the id it returns is then an option's or a field's value. */
export async function upload(page: Page, file: File): Promise<string> {
  const { place } = page.store.get();
  const { id } = await page.api.upload({
    as: place?.person ?? '',
    channelId: place?.channelId ?? '',
    filename: file.name,
    ...(file.type ? { contentType: file.type } : {}),
    data: await base64(file),
  });
  return id;
}

/** Uploads the file chosen for an option; until it has arrived, the option is empty. */
export async function uploadOption(page: Page, name: string, file: File | undefined): Promise<void> {
  const set = (text: string, value: string | null, problem: string | null): void => {
    const { draft } = page.store.get();
    const { [name]: _, ...errors } = draft.errors;
    page.store.set({
      draft: { ...draft, errors, problem, fields: { ...draft.fields, [name]: { text, value } } },
    });
  };
  set('', null, null);
  if (!file) return;
  try {
    set(file.name, await upload(page, file), null);
  } catch (error) {
    set('', null, sentence(error));
  }
}
