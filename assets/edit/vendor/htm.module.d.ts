/** Tagged templates for preact. Functions in them take anything: which event they get, the attribute says. */
type Value = string | number | boolean | null | undefined | {} | ((...args: any[]) => any);
declare const htm: {
	bind<R>(h: (...args: any[]) => R): (strings: TemplateStringsArray, ...values: Value[]) => R;
};
export default htm;
