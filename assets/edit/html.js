import { h, render, Fragment } from "./vendor/preact.module.js";
import { useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback, useId } from "./vendor/hooks.module.js";
import htm from "./vendor/htm.module.js";

/** Templates that become preact nodes. */
export const html = htm.bind(h);
export { h, render, Fragment, useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback, useId };
