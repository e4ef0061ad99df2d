package compiled

import (
	"html/template"
	"reflect"
	"strings"
	"text/template/parse"
)

// compiler makes programs of escaped templates.
type compiler struct {
	set      *template.Template
	programs map[string]*program
	escapers map[string]*escaper
	direct   map[reflect.Type]Direct

	scope []variable // of the template that is compiled
	slots int
}

type variable struct {
	name string
	slot int
}

// program compiles the template with the name, once. One that uses itself
// finds the program that is being made.
func (c *compiler) program(name string) (*program, error) {
	if p := c.programs[name]; p != nil {
		return p, nil
	}
	t := c.set.Lookup(name)
	if t == nil || t.Tree == nil {
		return nil, errUnknown
	}
	p := &program{}
	c.programs[name] = p
	scope, slots := c.scope, c.slots
	c.scope, c.slots = []variable{{"$", 0}}, 1
	defer func() { c.scope, c.slots = scope, slots }()
	body, err := c.list(t.Tree.Root)
	p.body, p.slots = body, c.slots
	return p, err
}

func (c *compiler) declare(name string) int {
	c.scope = append(c.scope, variable{name, c.slots})
	c.slots++
	return c.slots - 1
}

func (c *compiler) slot(name string) (int, bool) {
	for i := len(c.scope) - 1; i >= 0; i-- {
		if c.scope[i].name == name {
			return c.scope[i].slot, true
		}
	}
	return 0, false
}

func (c *compiler) list(l *parse.ListNode) (step, error) {
	if l == nil {
		return func(*machine, reflect.Value) next { return onward }, nil
	}
	depth := len(c.scope)
	defer func() { c.scope = c.scope[:depth] }()
	var steps []step
	for _, n := range l.Nodes {
		s, err := c.node(n)
		if err != nil {
			return nil, err
		}
		if s != nil {
			steps = append(steps, s)
		}
	}
	return func(m *machine, dot reflect.Value) next {
		for _, s := range steps {
			if n := s(m, dot); n != onward {
				return n
			}
		}
		return onward
	}, nil
}

func (c *compiler) node(n parse.Node) (step, error) {
	switch n := n.(type) {
	case *parse.TextNode:
		text := string(n.Text)
		return func(m *machine, _ reflect.Value) next {
			m.out = append(m.out, text...)
			return onward
		}, nil
	case *parse.CommentNode:
		return nil, nil
	case *parse.ActionNode:
		return c.action(n)
	case *parse.IfNode:
		return c.branch(&n.BranchNode, false)
	case *parse.WithNode:
		return c.branch(&n.BranchNode, true)
	case *parse.RangeNode:
		return c.loop(n)
	case *parse.BreakNode:
		return func(*machine, reflect.Value) next { return breaking }, nil
	case *parse.ContinueNode:
		return func(*machine, reflect.Value) next { return continuing }, nil
	case *parse.TemplateNode:
		p, err := c.program(n.Name)
		if err != nil {
			return nil, err
		}
		if n.Pipe == nil {
			return func(m *machine, _ reflect.Value) next {
				p.call(m, reflect.Value{})
				return onward
			}, nil
		}
		with, err := c.pipe(n.Pipe)
		if err != nil {
			return nil, err
		}
		return func(m *machine, dot reflect.Value) next {
			p.call(m, with(m, dot))
			return onward
		}, nil
	}
	return nil, errUnknown
}

// action compiles {{…}}: it writes the value by the escapers at the end of the
// pipeline, or sets a variable.
func (c *compiler) action(n *parse.ActionNode) (step, error) {
	if len(n.Pipe.Decl) > 0 {
		value, err := c.pipe(n.Pipe)
		if err != nil {
			return nil, err
		}
		return func(m *machine, dot reflect.Value) next {
			value(m, dot)
			return onward
		}, nil
	}
	commands := n.Pipe.Cmds
	var chain []string
	for len(commands) > 0 {
		last := commands[len(commands)-1]
		f, ok := last.Args[0].(*parse.IdentifierNode)
		if !ok || len(last.Args) > 1 || !strings.HasPrefix(f.Ident, "_html_template_") {
			break
		}
		chain = append([]string{f.Ident}, chain...)
		commands = commands[:len(commands)-1]
	}
	if len(commands) == 0 || len(chain) == 0 {
		return nil, errUnknown
	}
	e, err := c.escaper(strings.Join(chain, " "))
	if err != nil {
		return nil, err
	}
	value, err := c.commands(commands)
	if err != nil {
		return nil, err
	}
	return func(m *machine, dot reflect.Value) next {
		m.out = e.append(m.out, value(m, dot))
		return onward
	}, nil
}

// branch compiles {{if}} and {{with}}, in which dot is the value.
func (c *compiler) branch(n *parse.BranchNode, with bool) (step, error) {
	depth := len(c.scope)
	defer func() { c.scope = c.scope[:depth] }()
	value, err := c.pipe(n.Pipe)
	if err != nil {
		return nil, err
	}
	then, err := c.list(n.List)
	if err != nil {
		return nil, err
	}
	other, err := c.list(n.ElseList)
	if err != nil {
		return nil, err
	}
	return func(m *machine, dot reflect.Value) next {
		v := value(m, dot)
		switch {
		case !truth(v):
			return other(m, dot)
		case with:
			return then(m, v)
		}
		return then(m, dot)
	}, nil
}

// loop compiles {{range}} over slices and arrays.
func (c *compiler) loop(n *parse.RangeNode) (step, error) {
	if n.Pipe.IsAssign {
		return nil, errUnknown
	}
	depth := len(c.scope)
	defer func() { c.scope = c.scope[:depth] }()
	value, err := c.commands(n.Pipe.Cmds)
	if err != nil {
		return nil, err
	}
	index, item := -1, -1
	switch decl := n.Pipe.Decl; len(decl) {
	case 1:
		item = c.declare(decl[0].Ident[0])
	case 2:
		index, item = c.declare(decl[0].Ident[0]), c.declare(decl[1].Ident[0])
	}
	body, err := c.list(n.List)
	if err != nil {
		return nil, err
	}
	c.scope = c.scope[:depth]
	other, err := c.list(n.ElseList)
	if err != nil {
		return nil, err
	}
	return func(m *machine, dot reflect.Value) next {
		list := indirect(value(m, dot))
		if k := list.Kind(); k != reflect.Slice && k != reflect.Array {
			giveUp()
		}
		size := list.Len()
		if size == 0 {
			return other(m, dot)
		}
		for i := range size {
			v := list.Index(i)
			if index >= 0 {
				m.stack[m.base+index] = reflect.ValueOf(i)
			}
			if item >= 0 {
				m.stack[m.base+item] = v
			}
			if body(m, v) == breaking {
				break
			}
		}
		return onward
	}, nil
}
