/// Every unit by all its names. Factors are the definitions' own (SI brochure, the international yard and pound, US and imperial gallons).
struct UnitTable {
    static let shared = UnitTable()

    /// Symbols are told apart by case where that matters: `mW` and `MW`.
    private var exact: [String: Unit] = [:]
    private var loose: [String: Unit] = [:]

    func unit(_ name: String) -> Unit? {
        let plain = String(ArgumentRepair.trimmed(name))
        return exact[plain] ?? loose[Self.bare(plain)]
    }

    /// The name nearest to one that is not known.
    func nearest(_ name: String) -> String? { NearWord.only(name, among: loose.keys) }

    private static func bare(_ name: String) -> String {
        var words = name.lowercased().split { " _-.".contains($0) }.map(String.init)

        if words.first == "degrees" || words.first == "degree", words.count > 1 { words.removeFirst() }
        return words.joined(separator: " ").replacing("metre", with: "meter").replacing("litre", with: "liter")
    }

    private init() {
        // Singular, plural, other names and symbols, factor: a decimal, or a fraction.
        add(
            .length,
            """
            meter,meters,m=1;kilometer,kilometers,km=1000;centimeter,centimeters,cm=0.01;millimeter,millimeters,mm=0.001
            micrometer,micrometers,um,µm,micron,microns=0.000001;nanometer,nanometers,nm=1e-9;decimeter,decimeters,dm=0.1
            inch,inches,in,"=0.0254;foot,feet,ft,'=0.3048;yard,yards,yd=0.9144;mile,miles,mi=1609.344;nautical mile,nautical miles,nmi=1852
            light year,light years,ly=9460730472580800;astronomical unit,astronomical units,au=149597870700;fathom,fathoms=1.8288;furlong,furlongs=201.168
            """)
        add(
            .mass,
            """
            kilogram,kilograms,kg,kilo,kilos=1;gram,grams,g=0.001;milligram,milligrams,mg=0.000001;microgram,micrograms,ug,µg,mcg=1e-9
            tonne,tonnes,t,metric ton,metric tons=1000;pound,pounds,lb,lbs=0.45359237;ounce,ounces,oz=0.028349523125;stone,stones,st=6.35029318
            ton,tons,short ton,short tons,us ton,us tons=907.18474;long ton,long tons=1016.0469088;carat,carats,ct=0.0002;grain,grains,gr=0.00006479891
            """)
        add(
            .volume,
            """
            liter,liters,l,L=0.001;milliliter,milliliters,ml,mL,cc=0.000001;centiliter,centiliters,cl=0.00001;deciliter,deciliters,dl=0.0001
            cubic meter,cubic meters,m3,m³=1;cubic centimeter,cubic centimeters,cm3,cm³=0.000001;cubic inch,cubic inches,in3=0.000016387064;cubic foot,cubic feet,ft3=0.028316846592
            gallon,gallons,gal,us gallon,us gallons=0.003785411784;quart,quarts,qt=0.000946352946;pint,pints,pt,us pint,us pints=0.000473176473
            cup,cups,us cup,us cups=0.0002365882365;fluid ounce,fluid ounces,fl oz,floz=0.0000295735295625;tablespoon,tablespoons,tbsp=0.00001478676478125
            teaspoon,teaspoons,tsp=0.00000492892159375;imperial gallon,imperial gallons,uk gallon,uk gallons=0.00454609;imperial pint,imperial pints,uk pint,uk pints=0.00056826125
            imperial fluid ounce,imperial fluid ounces=0.0000284130625;barrel,barrels,bbl=0.158987294928;hectoliter,hectoliters,hl=0.1
            """)
        add(
            .speed,
            """
            meter per second,meters per second,m/s,mps=1;kilometer per hour,kilometers per hour,km/h,kmh,kph,kmph=5/18;mile per hour,miles per hour,mph,mi/h=0.44704
            knot,knots,kn,kt=463/900;foot per second,feet per second,ft/s,fps=0.3048;mach=340.29
            """)
        add(
            .area,
            """
            square meter,square meters,m2,m²,sqm=1;square kilometer,square kilometers,km2,km²=1000000;square centimeter,square centimeters,cm2,cm²=0.0001
            square millimeter,square millimeters,mm2=0.000001;hectare,hectares,ha=10000;are,ares=100;acre,acres,ac=4046.8564224;square mile,square miles,mi2,sq mi=2589988.110336
            square foot,square feet,ft2,ft²,sq ft,sqft=0.09290304;square inch,square inches,in2,sq in=0.00064516;square yard,square yards,yd2,sq yd=0.83612736
            """)
        add(
            .time,
            """
            second,seconds,s,sec,secs=1;millisecond,milliseconds,ms=0.001;microsecond,microseconds,us,µs=0.000001;nanosecond,nanoseconds,ns=1e-9
            minute,minutes,min,mins=60;hour,hours,h,hr,hrs=3600;day,days,d=86400;week,weeks,wk=604800;fortnight,fortnights=1209600
            month,months=2629746;year,years,yr,yrs=31556952;decade,decades=315569520;century,centuries=3155695200
            """)
        add(
            .data,
            """
            bit,bits,b=1/8;byte,bytes,B=1;kilobyte,kilobytes,kB,KB=1000;megabyte,megabytes,MB=1000000;gigabyte,gigabytes,GB=1000000000;terabyte,terabytes,TB=1000000000000
            petabyte,petabytes,PB=1000000000000000;kibibyte,kibibytes,KiB=1024;mebibyte,mebibytes,MiB=1048576;gibibyte,gibibytes,GiB=1073741824;tebibyte,tebibytes,TiB=1099511627776
            kilobit,kilobits,kbit,kb=125;megabit,megabits,Mbit,Mb=125000;gigabit,gigabits,Gbit,Gb=125000000
            """)
        add(
            .energy,
            """
            joule,joules,J=1;kilojoule,kilojoules,kJ=1000;megajoule,megajoules,MJ=1000000;calorie,calories,cal=4.184;kilocalorie,kilocalories,kcal,Cal=4184
            watt hour,watt hours,Wh=3600;kilowatt hour,kilowatt hours,kWh=3600000;megawatt hour,megawatt hours,MWh=3600000000
            british thermal unit,british thermal units,btu,BTU=1055.05585262;electronvolt,electronvolts,eV=1.602176634e-19;foot pound,foot pounds,ft lb=1.3558179483314004
            """)
        add(
            .power,
            """
            watt,watts,W=1;milliwatt,milliwatts,mW=0.001;kilowatt,kilowatts,kW=1000;megawatt,megawatts,MW=1000000;gigawatt,gigawatts,GW=1000000000
            horsepower,horsepower,hp=745.69987158227022;metric horsepower,metric horsepower,ps=735.49875
            """)
        add(
            .pressure,
            """
            pascal,pascals,Pa=1;hectopascal,hectopascals,hPa=100;kilopascal,kilopascals,kPa=1000;megapascal,megapascals,MPa=1000000;bar,bars=100000;millibar,millibars,mbar=100
            atmosphere,atmospheres,atm=101325;torr,torr=20265/152;millimeter of mercury,millimeters of mercury,mmHg=133.322387415;inch of mercury,inches of mercury,inHg=3386.388640341
            psi,psi,pound per square inch,pounds per square inch=8896443230521/1290320000
            """)
        add(
            .angle,
            "degree,degrees,deg,°=1;gradian,gradians,gon=0.9;arcminute,arcminutes,arcmin=1/60;arcsecond,arcseconds,arcsec=1/3600;turn,turns,revolution,revolutions=360"
        )
        add(
            .fuel,
            "kilometer per liter,kilometers per liter,km/l,kmpl=1;mile per gallon,miles per gallon,mpg,us mpg=201168/473176.473;mile per imperial gallon,miles per imperial gallon,imperial mpg,uk mpg=160934.4/454609"
        )
        add(.temperature, "kelvin,kelvins,K=1;degree celsius,degrees celsius,celsius,centigrade,C,°C=1+273.15")
        add(.temperature, "degree fahrenheit,degrees fahrenheit,fahrenheit,F,°F=5/9+45967/180;degree rankine,degrees rankine,rankine=5/9")
        let pi = CalculatorValue.approximate(.pi, error: 0x1p-51)
        if let radian = try? CalculatorValue.exact(BigRational(180)).over(pi) {
            add(["radian", "radians", "rad"], Unit(kind: .angle, plural: "radians", singular: "radian", factor: radian))
        }
        add(
            ["liters per 100 kilometers", "liter per 100 kilometers", "liters per 100 km", "l/100km", "L/100km", "l/100 km"],
            Unit(
                kind: .fuel, plural: "liters per 100 kilometers", singular: "liter per 100 kilometers", factor: .exact(BigRational(100)),
                isInverse: true))
    }

    /// - Parameter rows: units parted by `;` or a new line: names parted by commas, `=`, the factor, and `+` the offset.
    private mutating func add(_ kind: UnitKind, _ rows: String) {
        for row in rows.split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
            let halves = row.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { continue }
            let names = halves[0].split(separator: ",").map(String.init)
            let numbers = halves[1].split(separator: "+").compactMap(Self.number)
            guard let factor = numbers.first, let singular = names.first else { continue }
            add(
                names,
                Unit(
                    kind: kind, plural: names.count > 1 ? names[1] : singular, singular: singular, factor: .exact(factor),
                    offset: numbers.count > 1 ? numbers[1] : .zero))
        }
    }

    private mutating func add(_ names: [String], _ unit: Unit) {
        for name in names {
            exact[name] = unit
            let bare = Self.bare(name)
            if loose[bare] == nil { loose[bare] = unit }
        }
    }

    private static func number(_ text: Substring) -> BigRational? {
        let parts = text.split(separator: "/").compactMap { BigRational(decimal: $0) }
        guard let above = parts.first else { return nil }
        return parts.count == 2 ? parts[1].reciprocal.map { above * $0 } : above
    }
}
