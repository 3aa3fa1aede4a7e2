/** The hooks that the pages use. */
export type Setter<S> = (value: S | ((before: S) => S)) => void;
export function useState(first: null): [any, Setter<any>];
export function useState<S>(first: S | (() => S)): [S, Setter<S>];
export function useEffect(run: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useLayoutEffect(run: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useRef(first: null): { current: any };
export function useRef<T>(first: T): { current: T };
export function useMemo<T>(make: () => T, inputs: readonly unknown[]): T;
export function useCallback<F extends (...args: never[]) => unknown>(callback: F, inputs: readonly unknown[]): F;
export function useId(): string;
export function useErrorBoundary(report?: (error: unknown) => void): [unknown, () => void];
