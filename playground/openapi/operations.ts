import type { OpenApiDocument, Operation } from './document.ts';

/** The operation that a request is for, and the values in its path by name. */
export interface Found {
  operation: Operation;
  params: Record<string, string>;
}

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** Finds operations by method and path; a literal path such as `@original` goes before one with a parameter. */
export function createOperations({ paths }: OpenApiDocument) {
  const routes = Object.entries(paths)
    .map(([template, item]) => {
      const pattern = template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
      return { pattern: new RegExp(`^${pattern}$`), count: template.split('{').length, item };
    })
    .sort((a, b) => a.count - b.count);

  return function find(method: string, path: string): Found | undefined {
    const verb = METHODS.find((one) => one === method.toLowerCase());
    for (const { pattern, item } of routes) {
      const match = pattern.exec(path);
      const operation = verb && item[verb];
      if (match && operation) {
        const parameters = [...item.parameters, ...operation.parameters];
        return { operation: { ...operation, parameters }, params: { ...match.groups } };
      }
    }
    return undefined;
  };
}
