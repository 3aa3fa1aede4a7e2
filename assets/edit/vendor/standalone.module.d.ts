/** The part of preact, its hooks and htm that the pages use. */
export type VNode = { type: unknown; props: Record<string, unknown>; key: unknown };
export type Child = VNode | string | number | boolean | null | undefined | Child[];
export function h(type: unknown, props: Record<string, unknown> | null, ...children: Child[]): any;
export function render(node: Child, parent: Element): void;

/** Templates that become preact nodes. Functions in them take anything: which event they get, the attribute says. */
type Value = string | number | boolean | null | undefined | {} | ((...args: any[]) => any);
export function html(strings: TemplateStringsArray, ...values: Value[]): any;

export type Setter<S> = (value: S | ((before: S) => S)) => void;
export function useState(first: null): [any, Setter<any>];
export function useState(first: never[]): [any[], Setter<any[]>];
export function useState<S>(first: S | (() => S)): [S, Setter<S>];
export function useEffect(run: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useLayoutEffect(run: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useRef(first: null): { current: any };
export function useRef<T>(first: T): { current: T };
