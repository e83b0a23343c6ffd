import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { OpenApiDocument, Operation } from './document.ts';
import { createOperations } from './operations.ts';

/** A request as a bot sent it; `fields` are the other parts of a multipart body, such as `files[0]`. */
export interface SentRequest {
  method: string;
  path: string;
  query: Record<string, unknown>;
  contentType: string | undefined;
  body: unknown;
  fields: string[];
}

/** Tells what a document does not allow about a request; nothing when all is well. */
export type Check = (request: SentRequest) => string[];

const ID = 'https://discord.com/openapi.json';
const PROBLEMS_MAX = 5;

const FORMATS = {
  'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
  uri: (text: string) => URL.canParse(text),
  int32: true,
  int64: true,
  double: true,
  nonce: true,
  snowflake: true,
} as const;

// Of a union every branch complains; the complaint that lies deepest, and is not about the branch, is the one meant.
function inWords(where: string, errors: ErrorObject[]): string[] {
  const depth = ({ instancePath }: ErrorObject) => instancePath.split('/').length;
  const isBranch = ({ instancePath, keyword }: ErrorObject) =>
    ['anyOf', 'oneOf'].includes(keyword) || (instancePath.endsWith('/type') && keyword === 'enum');
  const telling = errors.filter((error) => !isBranch(error));
  const said = (telling.length > 0 ? telling : errors)
    .toSorted((a, b) => depth(b) - depth(a))
    .map(
      ({ instancePath, message, params }) => `${where}${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  return [...new Set(said)].slice(0, PROBLEMS_MAX);
}

/** Compiles each operation's schemas when it is first used. */
export function createCheck(document: OpenApiDocument): Check {
  const find = createOperations(document);
  const { components } = document;
  const options = {
    strict: false,
    validateSchema: false,
    formats: FORMATS,
    schemas: [{ $id: ID, components }],
  };
  const ajv = new Ajv2020(options);
  // Parameters arrive as text.
  const coercing = new Ajv2020({ ...options, coerceTypes: 'array' });
  const compiled = new Map<unknown, ValidateFunction>();

  function validator(of: Ajv2020, key: unknown, schema: object): ValidateFunction {
    const known = compiled.get(key);
    if (known) return known;
    const absolute = JSON.stringify(schema).replaceAll('"#/components/', `"${ID}#/components/`);
    const made = of.compile(JSON.parse(absolute));
    compiled.set(key, made);
    return made;
  }

  function checkParameters(place: 'path' | 'query', parameters: Operation['parameters'], values: object) {
    const mine = parameters.filter((one) => one.in === place);
    const schema = {
      type: 'object',
      properties: Object.fromEntries(mine.map(({ name, schema }) => [name, schema])),
      required: mine.flatMap(({ name, required }) => (required ? [name] : [])),
      additionalProperties: false,
    };
    const validate = validator(coercing, `${place} ${JSON.stringify(schema)}`, schema);
    return validate({ ...values }) ? [] : inWords(place, validate.errors ?? []);
  }

  function checkBody({ requestBody }: Operation, { body, contentType, fields }: SentRequest): string[] {
    const isEmpty = body === undefined || body === null;
    if (!requestBody) return isEmpty ? [] : ['body is not expected here'];
    if (isEmpty) return requestBody.required ? ['body is required'] : [];
    const [type = ''] = (contentType ?? '').split(';');
    const content = requestBody.content[type.trim()];
    if (!content) return [`body may not be sent as ${type || 'nothing in particular'}`];
    const files = Object.fromEntries(fields.map((name) => [name, '']));
    const validate = validator(ajv, content.schema, content.schema);
    const value = fields.length > 0 ? { ...Object(body), ...files } : body;
    return validate(value) ? [] : inWords('body', validate.errors ?? []);
  }

  return function check(request) {
    const found = find(request.method, request.path);
    if (!found) return ['there is no such operation'];
    const { operation, params } = found;
    const parameters = [
      ...operation.parameters,
      // Some paths name a parameter that is described nowhere.
      ...Object.keys(params)
        .filter((name) => !operation.parameters.some((one) => one.in === 'path' && one.name === name))
        .map((name) => ({ name, in: 'path' as const, schema: {} })),
    ];
    return [
      ...checkParameters('path', parameters, params),
      ...checkParameters('query', operation.parameters, request.query),
      ...checkBody(operation, request),
    ];
  };
}
