package compiled

import (
	"html/template"
	"reflect"
	"strings"
	"sync/atomic"
	"text/template/parse"
)

// value is an expression.
type value func(m *machine, dot reflect.Value) reflect.Value

// pipe compiles a pipeline and the variable that it sets.
func (c *compiler) pipe(p *parse.PipeNode) (value, error) {
	v, err := c.commands(p.Cmds)
	if err != nil || len(p.Decl) == 0 {
		return v, err
	}
	if len(p.Decl) > 1 {
		return nil, errUnknown
	}
	name := p.Decl[0].Ident[0]
	slot, ok := c.slot(name)
	if !p.IsAssign {
		slot, ok = c.declare(name), true
	}
	if !ok {
		return nil, errUnknown
	}
	return func(m *machine, dot reflect.Value) reflect.Value {
		x := v(m, dot) // may move the stack
		m.stack[m.base+slot] = x
		return x
	}, nil
}

// commands compiles a pipeline: each command gets what the one before gave as
// its last argument.
func (c *compiler) commands(list []*parse.CommandNode) (value, error) {
	var v value
	for _, command := range list {
		var err error
		if v, err = c.command(command, v); err != nil {
			return nil, err
		}
	}
	return v, nil
}

func (c *compiler) command(n *parse.CommandNode, final value) (value, error) {
	args, err := c.args(n.Args[1:], final)
	if err != nil {
		return nil, err
	}
	switch first := n.Args[0].(type) {
	case *parse.FieldNode:
		return c.fields(dotValue, first.Ident, args), nil
	case *parse.ChainNode:
		start, err := c.operand(first.Node)
		if err != nil {
			return nil, err
		}
		return c.fields(start, first.Field, args), nil
	case *parse.VariableNode:
		start, err := c.variable(first)
		if err != nil || len(first.Ident) == 1 && len(args) > 0 {
			return nil, errUnknown
		}
		return c.fields(start, first.Ident[1:], args), nil
	case *parse.IdentifierNode:
		return function(first.Ident, args)
	}
	if len(args) > 0 {
		return nil, errUnknown
	}
	return c.operand(n.Args[0])
}

// argument is a value given to a method or function; a constant takes the type
// that is asked for.
type argument struct {
	value value
	node  parse.Node // of a constant, else nil
}

func (c *compiler) args(nodes []parse.Node, final value) ([]argument, error) {
	var args []argument
	for _, n := range nodes {
		switch n.(type) {
		case *parse.StringNode, *parse.NumberNode, *parse.BoolNode:
			v, err := c.operand(n)
			if err != nil {
				return nil, err
			}
			args = append(args, argument{v, n})
			continue
		}
		v, err := c.operand(n)
		if err != nil {
			return nil, err
		}
		args = append(args, argument{v, nil})
	}
	if final != nil {
		args = append(args, argument{final, nil})
	}
	return args, nil
}

func dotValue(_ *machine, dot reflect.Value) reflect.Value { return dot }

// operand compiles what can stand as an argument.
func (c *compiler) operand(n parse.Node) (value, error) {
	var constant reflect.Value
	switch n := n.(type) {
	case *parse.DotNode:
		return dotValue, nil
	case *parse.FieldNode:
		return c.fields(dotValue, n.Ident, nil), nil
	case *parse.VariableNode:
		start, err := c.variable(n)
		if err != nil {
			return nil, err
		}
		return c.fields(start, n.Ident[1:], nil), nil
	case *parse.ChainNode:
		start, err := c.operand(n.Node)
		if err != nil {
			return nil, err
		}
		return c.fields(start, n.Field, nil), nil
	case *parse.PipeNode:
		return c.pipe(n)
	case *parse.IdentifierNode:
		return function(n.Ident, nil)
	case *parse.StringNode:
		constant = reflect.ValueOf(n.Text)
	case *parse.BoolNode:
		constant = reflect.ValueOf(n.True)
	case *parse.NumberNode:
		if !n.IsInt || n.Int64 != int64(int(n.Int64)) || strings.ContainsAny(n.Text, ".eEpP'i") {
			return nil, errUnknown // not surely an int
		}
		constant = reflect.ValueOf(int(n.Int64))
	default:
		return nil, errUnknown
	}
	return func(*machine, reflect.Value) reflect.Value { return constant }, nil
}

func (c *compiler) variable(n *parse.VariableNode) (value, error) {
	slot, ok := c.slot(n.Ident[0])
	if !ok {
		return nil, errUnknown
	}
	return func(m *machine, _ reflect.Value) reflect.Value { return m.stack[m.base+slot] }, nil
}

// fields compiles .A.B.C on a value; the last gets the arguments.
func (c *compiler) fields(start value, names []string, args []argument) value {
	v := start
	for i, name := range names {
		from := v
		var with []argument
		if i == len(names)-1 {
			with = args
		}
		// What the name is in a type is looked up once: text/template looks it
		// up by name, among all methods, for every value.
		known := &atomic.Pointer[member]{}
		v = func(m *machine, dot reflect.Value) reflect.Value {
			receiver := indirect(from(m, dot))
			if !receiver.IsValid() {
				giveUp()
			}
			at := known.Load()
			if at == nil || at.of != receiver.Type() {
				at = c.lookUp(receiver, name, with)
				known.Store(at)
			}
			return at.get(m, dot, receiver)
		}
	}
	return v
}

// indirect follows interfaces and pointers, as text/template does.
func indirect(v reflect.Value) reflect.Value {
	for (v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer) && !v.IsNil() {
		v = v.Elem()
	}
	return v
}

// member is a field or method of a type.
type member struct {
	of     reflect.Type
	index  []int           // of a field
	method int             // where index is nil
	args   []argument      // of a method
	types  []reflect.Type  // of these
	fixed  []reflect.Value // the arguments, where all are constants
	failed bool            // whether the method can return an error
	call   call            // the method without reflection; may be nil
}

// lookUp finds the field or method of the type; where text/template would find
// something else, html/template is asked.
func (c *compiler) lookUp(receiver reflect.Value, name string, args []argument) *member {
	at := &member{of: receiver.Type(), args: args}
	if receiver.CanAddr() {
		if m, ok := reflect.PointerTo(at.of).MethodByName(name); ok {
			at.method = m.Index
			at.prepare(receiver.Addr().Method(m.Index).Type())
			if d := c.direct[at.of]; d != nil {
				at.call = d.bind(m)
			}
			return at
		}
	} else if _, ok := at.of.MethodByName(name); ok {
		giveUp()
	}
	if at.of.Kind() != reflect.Struct || len(args) > 0 {
		giveUp()
	}
	f, ok := at.of.FieldByName(name)
	if !ok || !f.IsExported() {
		giveUp()
	}
	at.index = f.Index
	return at
}

var errorType = reflect.TypeFor[error]()

// prepare matches the arguments with the types that the method takes.
func (at *member) prepare(method reflect.Type) {
	switch {
	case method.NumOut() == 1:
	case method.NumOut() == 2 && method.Out(1) == errorType:
		at.failed = true
	default:
		giveUp()
	}
	n := method.NumIn()
	if method.IsVariadic() {
		n--
	}
	if len(at.args) < n || len(at.args) > n && !method.IsVariadic() {
		giveUp()
	}
	constant := true
	for i, a := range at.args {
		t := method.In(min(i, method.NumIn()-1))
		if i >= n {
			t = t.Elem()
		}
		at.types = append(at.types, t)
		constant = constant && a.node != nil
	}
	if constant {
		fixed := make([]reflect.Value, len(at.args))
		for i, a := range at.args {
			fixed[i] = typed(a.value(nil, reflect.Value{}), a.node, at.types[i])
		}
		at.fixed = fixed
	}
}

// typed is an argument as the method takes it.
func typed(v reflect.Value, constant parse.Node, t reflect.Type) reflect.Value {
	if constant != nil && v.IsValid() && v.Kind() == t.Kind() {
		return v.Convert(t) // "/about" for an ID
	}
	if v.IsValid() && v.Kind() == reflect.Interface && !v.IsNil() && !v.Type().AssignableTo(t) {
		v = v.Elem()
	}
	if !v.IsValid() || !v.Type().AssignableTo(t) {
		giveUp()
	}
	return v
}

func (at *member) get(m *machine, dot, receiver reflect.Value) reflect.Value {
	if at.index != nil {
		if len(at.index) == 1 {
			return receiver.Field(at.index[0])
		}
		return receiver.FieldByIndex(at.index) // panics at a nil pointer: html/template says so
	}
	args := at.fixed
	if args == nil && len(at.args) > 0 {
		args = make([]reflect.Value, len(at.args))
		for i, a := range at.args {
			args[i] = typed(a.value(m, dot), a.node, at.types[i])
		}
	}
	if at.call != nil {
		result, ok := at.call(receiver, args)
		if !ok {
			giveUp()
		}
		return result
	}
	out := receiver.Addr().Method(at.method).Call(args)
	if at.failed && !out[1].IsNil() {
		giveUp()
	}
	return out[0]
}

// truth is the truth of a value in {{if}}.
func truth(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool()
	case reflect.String, reflect.Slice, reflect.Map, reflect.Array:
		return v.Len() > 0
	case reflect.Pointer:
		return !v.IsNil()
	case reflect.Int, reflect.Int64:
		return v.Int() != 0
	case reflect.Struct:
		return true
	}
	if !v.IsValid() || !v.CanInterface() {
		giveUp()
	}
	is, ok := template.IsTrue(v.Interface())
	if !ok {
		giveUp()
	}
	return is
}
