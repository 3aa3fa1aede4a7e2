import { h } from "./vendor/preact.module.js";
import htm from "./vendor/htm.module.js";

export { render, Fragment } from "./vendor/preact.module.js";
export * from "./vendor/hooks.module.js";
/** Templates that become preact nodes. */
export const html = htm.bind(h);
export { h };
