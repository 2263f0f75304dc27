-- Headings that begin below the first level, with and without a base.
function Pandoc(d)
 local o = {}
 local H,P = pandoc.Header, pandoc.Para
 for _, c in ipairs{
  {true,1,{H(2,'A'),H(5,'B'),H(3,'C')}}, {true,2,{H(1,'A'),H(2,'B'),H(4,'C'),H(3,'D')}}, {false,1,{H(3,'A'),H(4,'B'),H(1,'C'),H(3,'D')}},{true,nil,{H(2,'A'),H(4,'B'),H(3,'C'),H(1,'D'),H(2,'E')}},
  {true,3,{P'x',H(2,'A'),pandoc.Div{H(3,'B'),P'y'},H(2,'C')}}, {true,1,{H(1,'A',{class='unnumbered'}),H(2,'B'),H(1,'C')}},
 } do o[#o+1] = pandoc.Div(pandoc.utils.make_sections(c[1],c[2],c[3])) end
 return pandoc.Pandoc(o)
end
