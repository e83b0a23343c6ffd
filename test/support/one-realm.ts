import { types } from 'node:util';

/**
 * Jest runs each test file in a realm of its own, where an error of Node's is not `instanceof Error`. Outside of
 * tests there is one realm, so that tests would see behaviour that nobody else does.
 */
const ordinary = Function.prototype[Symbol.hasInstance];

Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, value: unknown): boolean {
    return this === Error
      ? types.isNativeError(value) || ordinary.call(this as CallableFunction, value)
      : ordinary.call(this as CallableFunction, value);
  },
});
