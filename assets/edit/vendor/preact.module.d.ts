/** The part of preact that the pages use. */
export type VNode = { type: unknown; props: Record<string, unknown>; key: unknown };
export type Child = VNode | string | number | boolean | null | undefined | Child[];
export function h(type: unknown, props: Record<string, unknown> | null, ...children: Child[]): VNode;
export function render(node: Child, parent: Element): void;
export function Fragment(props: { children?: Child }): VNode;
export class Component<P = {}, S = {}> {
	constructor(props: P);
	props: P & { children?: Child };
	state: S;
	setState(state: Partial<S> | null): void;
	forceUpdate(): void;
}
