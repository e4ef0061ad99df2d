package compiled

import "reflect"

// Direct calls methods of a type whose values templates are executed with
// without package reflect, which takes half of the time of a page.
type Direct interface {
	of() reflect.Type // what the type points to
	bind(m reflect.Method) call
}

// call calls a method of the receiver; it is not ok when the method returned
// an error.
type call func(receiver reflect.Value, args []reflect.Value) (result reflect.Value, ok bool)

// DirectTo is for the methods of a type of pointers.
func DirectTo[T any]() Direct { return direct[T]{} }

type direct[T any] struct{}

func (direct[T]) of() reflect.Type { return reflect.TypeFor[T]() }

// bind returns nil for methods with other parameters and results.
func (direct[T]) bind(m reflect.Method) call {
	switch f := m.Func.Interface().(type) {
	case func(*T) string:
		return func(r reflect.Value, _ []reflect.Value) (reflect.Value, bool) {
			return reflect.ValueOf(f(r.Addr().Interface().(*T))), true
		}
	case func(*T) bool:
		return func(r reflect.Value, _ []reflect.Value) (reflect.Value, bool) {
			return reflect.ValueOf(f(r.Addr().Interface().(*T))), true
		}
	case func(*T) (string, error):
		return func(r reflect.Value, _ []reflect.Value) (reflect.Value, bool) {
			text, err := f(r.Addr().Interface().(*T))
			return reflect.ValueOf(text), err == nil
		}
	case func(*T, string) (string, error):
		return func(r reflect.Value, args []reflect.Value) (reflect.Value, bool) {
			text, err := f(r.Addr().Interface().(*T), args[0].String())
			return reflect.ValueOf(text), err == nil
		}
	case func(*T, string, ...string) (string, error):
		return func(r reflect.Value, args []reflect.Value) (reflect.Value, bool) {
			var more []string
			for _, a := range args[1:] {
				more = append(more, a.String())
			}
			text, err := f(r.Addr().Interface().(*T), args[0].String(), more...)
			return reflect.ValueOf(text), err == nil
		}
	}
	return nil
}
