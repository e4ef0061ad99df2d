package compiled

import "reflect"

// function compiles a call of one of the functions of templates that layouts
// use. Others are left to html/template.
func function(name string, args []argument) (value, error) {
	switch {
	case name == "and" && len(args) > 0:
		return connect(args, false), nil
	case name == "or" && len(args) > 0:
		return connect(args, true), nil
	case name == "not" && len(args) == 1:
		v := args[0].value
		return func(m *machine, dot reflect.Value) reflect.Value { return reflect.ValueOf(!truth(v(m, dot))) }, nil
	case name == "len" && len(args) == 1:
		v := args[0].value
		return func(m *machine, dot reflect.Value) reflect.Value {
			list := v(m, dot)
			if k := list.Kind(); k != reflect.Slice && k != reflect.String {
				giveUp()
			}
			return reflect.ValueOf(list.Len())
		}, nil
	}
	if compare := comparisons[name]; compare != nil && len(args) == 2 {
		a, b := args[0].value, args[1].value
		return func(m *machine, dot reflect.Value) reflect.Value {
			return reflect.ValueOf(compare(a(m, dot), b(m, dot)))
		}, nil
	}
	return nil, errUnknown
}

// connect is and, or: the first value whose truth decides, or the last one.
func connect(args []argument, decides bool) value {
	return func(m *machine, dot reflect.Value) reflect.Value {
		var v reflect.Value
		for _, a := range args {
			if v = a.value(m, dot); truth(v) == decides {
				break
			}
		}
		return v
	}
}

var comparisons = map[string]func(a, b reflect.Value) bool{
	"eq": equal,
	"ne": func(a, b reflect.Value) bool { return !equal(a, b) },
	"lt": less,
	"gt": func(a, b reflect.Value) bool { return less(b, a) },
	"le": func(a, b reflect.Value) bool { return !less(b, a) },
	"ge": func(a, b reflect.Value) bool { return !less(a, b) },
}

func equal(a, b reflect.Value) bool {
	switch {
	case a.Kind() != b.Kind():
	case a.Kind() == reflect.String:
		return a.String() == b.String()
	case a.Kind() == reflect.Int:
		return a.Int() == b.Int()
	case a.Kind() == reflect.Bool:
		return a.Bool() == b.Bool()
	case a.Kind() == reflect.Pointer && a.Type() == b.Type():
		return a.Pointer() == b.Pointer()
	}
	giveUp()
	return false
}

func less(a, b reflect.Value) bool {
	switch {
	case a.Kind() != b.Kind():
	case a.Kind() == reflect.Int:
		return a.Int() < b.Int()
	case a.Kind() == reflect.String:
		return a.String() < b.String()
	}
	giveUp()
	return false
}
