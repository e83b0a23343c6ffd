import { ComponentType } from 'discord-api-types/v10';
import { codePoints } from '../../state/code-points.ts';
import { flatten } from '../../state/components.ts';
import type { FieldError } from '../errors.ts';
import type { MessageBody } from './message-body.ts';
import { unique } from './primitives.ts';

const ROWS_MAX = 5;
const V2_COMPONENTS_MAX = 40;
const V2_CHARACTERS_MAX = 4000;

/** What is wrong with the components of a message as a whole. https://docs.discord.com/developers/components/reference#legacy-message-component-behavior */
export function componentErrors(body: MessageBody, isV2: boolean): FieldError[] {
  const components = body.components ?? [];
  const all = flatten(components);
  const found: FieldError[] = [];
  const add = (code: string, message: string, ...path: PropertyKey[]) => found.push({ path, code, message });
  unique(
    all,
    (component) => component['custom_id'],
    () => add('COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated', 'components'),
  );
  if (!isV2) {
    if (components.length > ROWS_MAX)
      add('BASE_TYPE_MAX_LENGTH', `Must be ${ROWS_MAX} or fewer in length.`, 'components');
    components.forEach(({ type }, i) => {
      if (type !== ComponentType.ActionRow)
        add('UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).', 'components', i, 'type');
    });
    return found;
  }
  if (all.length > V2_COMPONENTS_MAX)
    add(
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `Components exceed the maximum of ${V2_COMPONENTS_MAX}`,
      'components',
    );
  const characters = all
    .filter(({ type }) => type === ComponentType.TextDisplay)
    .reduce((sum, component) => sum + codePoints(String(component['content'])), 0);
  if (characters > V2_CHARACTERS_MAX)
    add(
      'COMPONENT_MAX_TOTAL_TEXT_EXCEEDED',
      `Text exceeds the maximum of ${V2_CHARACTERS_MAX}`,
      'components',
    );
  for (const legacy of ['content', 'embeds'] as const)
    if (body[legacy]?.length)
      add(
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        `The '${legacy}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
        legacy,
      );
  return found;
}
