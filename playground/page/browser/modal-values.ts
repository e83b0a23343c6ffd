import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackComponent,
  ComponentType,
} from 'discord-api-types/v10';
import type { ModalValue } from '../../protocol.ts';
import type { Page } from './state.ts';
import { upload } from './upload.ts';

/** A field of a modal, with what stands next to it. */
export interface ModalField {
  label: string;
  description: string | undefined;
  component: APIComponentInLabel;
}

/** The fields of one component of a modal; rows are the older way to hold a text input. */
export function fieldsOf(component: APIModalInteractionResponseCallbackComponent): ModalField[] {
  if (component.type === ComponentType.Label)
    return [component].map(({ label, description, component }) => ({ label, description, component }));
  if (component.type !== ComponentType.ActionRow) return [];
  return component.components.map((input) => ({
    label: input.label ?? input.custom_id,
    description: undefined,
    component: input,
  }));
}

/** What was entered in a modal's form, by `custom_id`; files are uploaded. */
export async function modalValues(
  page: Page,
  form: HTMLFormElement,
  components: APIModalInteractionResponseCallbackComponent[],
): Promise<Record<string, ModalValue>> {
  const data = new FormData(form);
  const fields = components.flatMap(fieldsOf);
  const entries = fields.map(async ({ component }) => [
    component.custom_id,
    await valueOf(page, data, component),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

async function valueOf(page: Page, data: FormData, component: APIComponentInLabel): Promise<ModalValue> {
  const all = data.getAll(component.custom_id);
  const texts = all.filter((value) => typeof value === 'string').filter((value) => value !== '');
  switch (component.type) {
    case ComponentType.TextInput:
      // A form sends line ends as CRLF; Discord sends what was typed.
      return (texts[0] ?? '').replaceAll('\r\n', '\n');
    case ComponentType.Checkbox:
      return texts.length > 0;
    case ComponentType.RadioGroup:
      return texts[0] ?? [];
    case ComponentType.FileUpload: {
      const files = all.filter((value) => typeof value !== 'string').filter(({ name }) => name !== '');
      return Promise.all(files.map((file) => upload(page, file)));
    }
    case ComponentType.CheckboxGroup:
    case ComponentType.StringSelect:
    case ComponentType.UserSelect:
    case ComponentType.RoleSelect:
    case ComponentType.MentionableSelect:
    case ComponentType.ChannelSelect:
      break;
  }
  return texts;
}
